import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, relative } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { releaseOf } from '../testing/program-server'
import { findProgram, type ProgramPlaces } from './program-finder'
import { fetchedProgramPath } from './program-releases'

const program = Buffer.from('the tunnel program')
const none = { program: null, digest: null, problem: null }

let root: string
let places: ProgramPlaces

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'shelfwatch-find-'))
  const dataDir = join(root, 'profile')
  places = { setting: '', environment: null, dataDir, release: releaseOf(program), searchPath: '' }
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

function put(path: string, { content = program as Uint8Array | string, mode = 0o755 } = {}): string {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
  chmodSync(path, mode)
  return path
}

const find = (changes: Partial<ProgramPlaces> = {}) => findProgram({ ...places, ...changes })
const inFolder = (name: string) => join(root, name, 'cloudflared')

describe('finding the tunnel program', () => {
  it('takes what is set, then the environment, then what was fetched, then the PATH', async () => {
    expect(await find()).toEqual(none)
    const onPath = put(inFolder('bin'))
    places.searchPath = dirname(onPath)
    expect(await find()).toEqual({ ...none, program: { path: onPath, source: 'path' } })

    const fetched = put(fetchedProgramPath(places.dataDir))
    expect(await find()).toEqual({
      program: { path: fetched, source: 'fetched' },
      digest: places.release?.digest,
      problem: null,
    })

    places.environment = put(inFolder('environment'))
    expect(await find()).toEqual({ ...none, program: { path: places.environment, source: 'environment' } })

    places.setting = put(inFolder('setting'))
    expect(await find()).toEqual({ ...none, program: { path: places.setting, source: 'setting' } })
  })

  it.each([
    ['is not there', () => inFolder('nowhere')],
    ['is not there', () => join(put(inFolder('bin')), 'cloudflared')],
    ['is a folder', () => root],
    ['is not a program', () => '/dev/null'],
    ['may not be run by you', () => put(inFolder('bin'), { mode: 0o644 })],
    ['is not a full path', () => relative(process.cwd(), put(inFolder('bin')))],
  ])('says that what is set %s, and tries nothing else', async (fault, path) => {
    const setting = path()
    places.searchPath = dirname(put(inFolder('other')))
    put(fetchedProgramPath(places.dataDir))
    const outcome = await find({ setting })
    expect(outcome).toEqual({ ...none, problem: expect.stringContaining(`“${setting}”, ${fault}.`) })
  })

  it('says that what the environment names cannot be used', async () => {
    places.searchPath = dirname(put(inFolder('other')))
    expect(await find({ environment: inFolder('nowhere') })).toEqual({
      ...none,
      problem: expect.stringContaining('SHELFWATCH_CLOUDFLARED'),
    })
  })
})

describe('the tunnel program that was fetched', () => {
  it.each([
    ['replaced', { content: 'another program' }],
    ['made one that cannot be run', { mode: 0o644 }],
  ])('is not used once it was %s, and no other one is in its place', async (_what, change) => {
    places.searchPath = dirname(put(inFolder('other')))
    put(fetchedProgramPath(places.dataDir), change)
    expect(await find()).toEqual({
      ...none,
      problem: expect.stringMatching(/not the one it knows.*Fetch it again/),
    })
  })

  it('is not looked at where the app knows none for the computer', async () => {
    put(fetchedProgramPath(places.dataDir))
    expect(await find({ release: null })).toEqual(none)
  })
})

describe('the PATH', () => {
  const search = (...folders: string[]) => find({ searchPath: folders.join(delimiter) })

  it('gives the first program that can be run', async () => {
    const plain = put(inFolder('plain'), { mode: 0o644 })
    mkdirSync(inFolder('folder'), { recursive: true })
    const first = put(inFolder('first'))
    const second = put(inFolder('second'))
    const folders = [plain, inFolder('folder'), inFolder('nowhere'), first, second].map((path) =>
      dirname(path),
    )
    expect((await search(...folders)).program?.path).toBe(first)
  })

  it('is not followed to the current folder, nor to any that is not a full path', async () => {
    const name = put(join(process.cwd(), 'cloudflared-test-folder', 'cloudflared'))
    try {
      expect(await search('', '.', 'cloudflared-test-folder')).toEqual(none)
    } finally {
      rmSync(dirname(name), { recursive: true })
    }
  })

  it.each([0o777, 0o1777, 0o757])(
    'is not followed to a folder that anybody may write to (%o)',
    async (mode) => {
      const open = put(inFolder('open'))
      chmodSync(dirname(open), mode)
      const safe = put(inFolder('safe'))
      expect((await search(dirname(open), dirname(safe))).program?.path).toBe(safe)
    },
  )

  it('does not give a program that anybody may replace', async () => {
    expect(await search(dirname(put(inFolder('bin'), { mode: 0o777 })))).toEqual(none)
  })
})
