import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import type { ProcessFacts } from '../ports'

const run = promisify(execFile)

/** What the system tells about a process; null: there is none, or it does not tell. */
export async function readProcessFacts(pid: number): Promise<ProcessFacts | null> {
  try {
    if (process.platform === 'linux') return await readFromProc(pid)
    return process.platform === 'win32' ? await askWindows(pid) : await askPs(pid)
  } catch {
    return null
  }
}

/** Field 22 is the start in ticks since the computer started; the fields are counted from behind the name, which may hold anything. */
async function readFromProc(pid: number): Promise<ProcessFacts | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [state, ticks] = [fields[0], fields[19]]
  if (state === 'Z' || state === 'X' || ticks === undefined) return null
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8')
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8')
  return { startedAt: `${boot.trim()} ${ticks}`, command: command.replaceAll('\0', ' ').trim() }
}

async function askPs(pid: number): Promise<ProcessFacts | null> {
  const args = ['-ww', '-o', 'stat=', '-o', 'lstart=', '-o', 'command=', '-p', String(pid)]
  const { stdout } = await run('/bin/ps', args, { env: { LC_ALL: 'C', TZ: 'UTC' } })
  const [, state, startedAt, command] = /^\s*(\S+)\s+(\S+ +\S+ +\S+ +\S+ +\S+)\s+(.*)$/m.exec(stdout) ?? []
  if (!startedAt || !command || state?.startsWith('Z')) return null
  return { startedAt, command }
}

async function askWindows(pid: number): Promise<ProcessFacts | null> {
  const script = `$p = Get-CimInstance Win32_Process -Filter 'ProcessId=${pid}'; if ($p) { $p.CreationDate.ToUniversalTime().Ticks; $p.CommandLine }`
  const { stdout } = await run('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', script], {
    windowsHide: true,
  })
  const [startedAt, command] = stdout.split(/\r?\n/)
  return startedAt && command ? { startedAt, command } : null
}
