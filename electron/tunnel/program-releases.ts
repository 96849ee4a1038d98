import { join } from 'node:path'

/** A build of the tunnel program that the app may fetch. */
export interface ProgramRelease {
  url: string
  /** Of what the address gives. */
  bytes: number
  /** Whether that is a gzipped tar with the program in it, rather than the program itself. */
  isArchive: boolean
  /** SHA-256 of the program itself, hexadecimal. */
  digest: string
}

const BASE = 'https://github.com/cloudflare/cloudflared/releases/download/2026.10.0/cloudflared'

/** By platform and architecture, in Node's words. Digests as the notes of the release list them. */
const releases: Readonly<Record<string, ProgramRelease>> = {
  'linux-x64': {
    url: `${BASE}-linux-amd64`,
    bytes: 40_129_756,
    isArchive: false,
    digest: 'd33ff2d14475178d2012c2c56beba87389ac5ded27649519f198a7d3134a99db',
  },
  'linux-arm64': {
    url: `${BASE}-linux-arm64`,
    bytes: 37_687_584,
    isArchive: false,
    digest: 'e6422b9d4f72d3194bc5a38676f13667c06666523217b842a877d72a80b5ac08',
  },
  'win32-x64': {
    url: `${BASE}-windows-amd64.exe`,
    bytes: 55_365_048,
    isArchive: false,
    digest: '86aee4017b26625cee8484c113558f48effa4cd47f7aa05fcf425604e5d2b23c',
  },
  'darwin-x64': {
    url: `${BASE}-darwin-amd64.tgz`,
    bytes: 21_741_581,
    isArchive: true,
    digest: '0560c9ab7281ac3f746055323623ed23bc0405b6dab9400474020cba33a978da',
  },
  'darwin-arm64': {
    url: `${BASE}-darwin-arm64.tgz`,
    bytes: 19_809_074,
    isArchive: true,
    digest: '72edfd3eea463aef4d5cb89e2e209cecb048cc756c2b01915de2e0ad7cb39830',
  },
}

/** null: the app knows none for such a computer. */
export function programRelease(platform: string, arch: string): ProgramRelease | null {
  return releases[`${platform}-${arch}`] ?? null
}

export function programName(platform: string): string {
  return platform === 'win32' ? 'cloudflared.exe' : 'cloudflared'
}

/** Where the program is put that the app fetches. */
export function fetchedProgramPath(dataDir: string): string {
  return join(dataDir, 'tunnel', programName(process.platform))
}
