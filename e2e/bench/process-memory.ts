import { readdirSync, readFileSync } from 'node:fs'

interface Process {
  id: number
  parent: number
  /** Pages that several processes share count in each of them. */
  residentKb: number
}

/** Resident memory of a process and all below it, in MB. Linux only. */
export function memoryOfTreeMb(root: number): number {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(Number(name)))
  const isInTree = (process: Process): boolean => {
    if (process.id === root) return true
    const parent = all.find(({ id }) => id === process.parent)
    return parent !== undefined && isInTree(parent)
  }
  return all.filter(isInTree).reduce((sum, { residentKb }) => sum + residentKb, 0) / 1024
}

function readProcess(id: number): Process[] {
  try {
    const status = readFileSync(`/proc/${id}/status`, 'utf8')
    const value = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0)
    return [{ id, parent: value('PPid'), residentKb: value('VmRSS') }]
  } catch {
    // It ended between the listing and now.
    return []
  }
}
