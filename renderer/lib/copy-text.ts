/**
 * Puts a text on the clipboard; false when that was refused. Works only inside a click or key press, or within
 * seconds of one. `html`: the same for programs that take tables.
 * The page has no clipboard permission, as it has none at all, so its copy command is used instead.
 */
export function copyText(value: string, html?: string): boolean {
  const fill = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', value)
    if (html !== undefined) event.clipboardData?.setData('text/html', html)
    event.preventDefault()
  }
  document.addEventListener('copy', fill)
  const isCopied = document.execCommand('copy')
  document.removeEventListener('copy', fill)
  return isCopied
}
