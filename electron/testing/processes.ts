import { execFileSync } from 'node:child_process'

/** The command lines of all processes of this computer that hold this text, with their numbers. */
export function processesWith(text: string): string[] {
  const all = execFileSync('ps', ['-eww', '-o', 'pid=,stat=,args='], { encoding: 'utf8', maxBuffer: 2 ** 26 })
  return all.split('\n').filter((line) => line.includes(text) && !/^\s*\d+\s+Z/.test(line))
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
