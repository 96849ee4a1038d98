import { describe, expect, it } from 'vitest'
import { programName, programRelease } from './program-releases'

describe('the release of the tunnel program', () => {
  it.each([
    ['linux', 'x64', 'cloudflared-linux-amd64', false],
    ['linux', 'arm64', 'cloudflared-linux-arm64', false],
    ['win32', 'x64', 'cloudflared-windows-amd64.exe', false],
    ['darwin', 'x64', 'cloudflared-darwin-amd64.tgz', true],
    ['darwin', 'arm64', 'cloudflared-darwin-arm64.tgz', true],
  ])('has a build of its own for %s on %s', (platform, arch, file, isArchive) => {
    const release = programRelease(platform, arch)
    expect(release).toMatchObject({ isArchive, digest: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect(release?.url).toMatch(
      new RegExp(
        `^https://github\\.com/cloudflare/cloudflared/releases/download/[0-9.]+/${file.replace('.', '\\.')}$`,
      ),
    )
  })

  it.each([
    ['freebsd', 'x64'],
    ['linux', 'riscv64'],
    ['win32', 'ia32'],
  ])('has none for %s on %s', (platform, arch) => {
    expect(programRelease(platform, arch)).toBeNull()
  })

  it('has the ending that Windows asks for', () => {
    expect([programName('win32'), programName('linux')]).toEqual(['cloudflared.exe', 'cloudflared'])
  })
})
