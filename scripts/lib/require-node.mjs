// Ends the process with a plain sentence when Node is too old. Imported first by every script a user starts.
const [major, minor] = process.versions.node.split('.').map(Number)

const recent = major > 22 || (major === 22 && minor >= 12)
// The build tools need `require` of ES modules, which 21 and the first releases of 22 lack.
const onLinux = process.platform === 'linux' && process.arch === 'x64'
const node20 = onLinux && major === 20 && minor >= 19

if (!recent && !node20) {
  const needed = onLinux ? '20.19 or later in the 20 line, or 22.12 or later' : '22.12 or later'
  console.error(`Shelfwatch needs Node ${needed}; this is ${process.versions.node}.`)
  console.error('Next step: install a newer Node (the current LTS is best), then run the same command again.')
  process.exit(1)
}
