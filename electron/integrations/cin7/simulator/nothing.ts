import type { Nothing } from './wire'

/** How "nothing" is written: both forms in turn (as the service does), or always one of them. */
export type EmptyValues = 'mixed' | 'null' | 'empty-string'

/** Writes "nothing" for the field or record at `position`. */
export type NothingWriter = (position: number) => Nothing

export function nothingWriter(emptyValues: EmptyValues): NothingWriter {
  switch (emptyValues) {
    case 'mixed':
      return (position) => (position % 2 === 0 ? null : '')
    case 'null':
      return () => null
    case 'empty-string':
      return () => ''
  }
}
