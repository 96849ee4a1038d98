const notAscii = /[\u0080-\uffff]/
const marks = /\p{Mark}+/gu

/** Text as search compares it: lower case, without accents. */
export function foldText(text: string): string {
  const plain = notAscii.test(text) ? text.normalize('NFKD').replace(marks, '') : text
  return plain.toLowerCase()
}

/** The words of a search, folded, each once. */
export function searchWords(search: string): string[] {
  return [...new Set(foldText(search).split(/\s+/).filter(Boolean))]
}
