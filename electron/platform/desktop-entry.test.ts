import { expect, it } from 'vitest'
import { desktopEntry } from './desktop-entry'

it('runs a program at any path with its arguments', () => {
  const entry = desktopEntry(['/opt/My "apps"/50%$HOME\\shelfwatch', '--hidden'])
  expect(entry).toMatch(/^\[Desktop Entry\]\nType=Application\n/)
  expect(entry).toContain(String.raw`Exec="/opt/My \\"apps\\"/50%%\\$HOME\\\\shelfwatch" "--hidden"`)
})
