import { AppError } from '../../shared/errors'

const FULL = new Set(['ENOSPC', 'EDQUOT'])
const READ_ONLY = new Set(['EACCES', 'EPERM', 'EROFS'])

/** Puts a failure of the file system at start-up into words. */
export function fileError(error: unknown): AppError {
  if (error instanceof AppError) return error
  const code = (error as NodeJS.ErrnoException).code ?? ''
  if (FULL.has(code)) return fullAtStart(error)
  if (READ_ONLY.has(code)) return readOnlyAtStart(error)
  return new AppError(
    'storage_failed',
    'Shelfwatch cannot read its data folder. Check that its disk is connected, then start Shelfwatch again.',
    { cause: error },
  )
}

export function fullAtStart(cause?: unknown): AppError {
  return new AppError(
    'storage_full',
    'The disk is full, so nothing new can be saved. Free some space, then start Shelfwatch again.',
    { cause },
  )
}

export function readOnlyAtStart(cause?: unknown): AppError {
  return new AppError(
    'storage_read_only',
    'Shelfwatch may not write to its data folder, so nothing new can be saved. Allow writing to the folder, then start Shelfwatch again.',
    { cause },
  )
}
