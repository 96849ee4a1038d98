/** An autostart file of the XDG desktops that runs these words. */
export function desktopEntry(words: string[]): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Shelfwatch',
    'Comment=Watches what runs low',
    `Exec=${words.map(quoted).join(' ')}`,
    'Terminal=false',
    '',
  ].join('\n')
}

/** Twice escaped: as a word in quotes, and as the text of a key. `%` would begin a field of the desktop's own. */
function quoted(word: string): string {
  const escaped = word.replace(/["`$\\]/g, '\\$&').replaceAll('%', '%%')
  return `"${escaped.replaceAll('\\', '\\\\')}"`
}
