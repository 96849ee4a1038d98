const flagsWithValue = new Set(['config', 'metrics', 'protocol', 'output', 'url', 'loglevel', 'token'])
const flags = new Set(['no-autoupdate'])

/** The command line, read as the real program does. `unknown`: a flag that it does not know. */
export function readArguments(words) {
  const options = {}
  let command = ''
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]
    if (!word.startsWith('-')) {
      command = `${command} ${word}`.trim()
      continue
    }
    const [name, inline] = word.replace(/^-+/, '').split(/=(.*)/s)
    if (flags.has(name)) options[name] = true
    else if (!flagsWithValue.has(name)) return { command, options, unknown: name }
    else if (inline !== undefined) options[name] = inline
    else {
      at += 1
      options[name] = words[at] ?? ''
    }
  }
  return { command, options, unknown: null }
}
