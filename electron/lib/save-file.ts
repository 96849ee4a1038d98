import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { AppError, type ErrorCode } from '../../shared/errors'

const full: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])
const refused: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'EROFS', 'EBUSY', 'EISDIR'])
const missing: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR'])

/**
 * Writes a file that the user chose, as a whole or not at all: what was there before stays until all is on the disk.
 *
 * @throws AppError `storage_full`, `storage_read_only` or `storage_failed`, and whatever `parts` throws
 */
export async function saveFile(path: string, parts: AsyncIterable<string | Uint8Array>): Promise<void> {
  const unfinished = `${path}.${process.pid}.part`
  try {
    await write(unfinished, parts)
    await rename(unfinished, path)
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => {})
    throw saveFault(error, path)
  }
}

async function write(path: string, parts: AsyncIterable<string | Uint8Array>): Promise<void> {
  const file = await open(path, 'w')
  try {
    for await (const part of parts) await file.writeFile(part)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** What a fault of the file system means for a file that was to be saved; any other fault as it is. */
export function saveFault(error: unknown, path: string): unknown {
  const { code = '', syscall } = error as NodeJS.ErrnoException
  const words = wordsOf(code, path)
  if (words) return new AppError(...words, { cause: error })
  return syscall
    ? new AppError(
        'storage_failed',
        `Nothing was saved, as “${path}” could not be written. Choose another place.`,
        { cause: error },
      )
    : error
}

function wordsOf(code: string, path: string): [code: ErrorCode, message: string] | null {
  if (full.has(code)) {
    return [
      'storage_full',
      'The disk is full, so nothing was saved. Free some space or choose another place.',
    ]
  }
  if (refused.has(code)) {
    return [
      'storage_read_only',
      `Nothing was saved, as “${path}” may not be written. Close the file if another program has it open, or choose another place.`,
    ]
  }
  return missing.has(code)
    ? [
        'storage_failed',
        `Nothing was saved, as the folder “${dirname(path)}” is not there. Choose another place.`,
      ]
    : null
}
