// Draws the icon files from icon.svg, and those of the tray from the drawings in its folder. Run by hand after changing it; the results are committed.
// Needs rsvg-convert (Debian: librsvg2-bin; Homebrew: librsvg).
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './lib/paths.mjs'

const folder = join(root, 'electron', 'platform', 'icon')
const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024]

/** Scaled down from this for every tray. */
const TRAY_SIZE = 96

const draw = (size, name) =>
  execFileSync('rsvg-convert', ['-w', String(size), '-h', String(size), join(folder, name)])
const drawn = Object.fromEntries(sizes.map((size) => [size, draw(size, 'icon.svg')]))

mkdirSync(join(folder, 'png'), { recursive: true })
for (const [size, png] of Object.entries(drawn))
  writeFileSync(join(folder, 'png', `${size}x${size}.png`), png)
for (const state of ['fine', 'low', 'trouble'])
  writeFileSync(join(folder, 'tray', `${state}.png`), draw(TRAY_SIZE, join('tray', `${state}.svg`)))
writeFileSync(join(folder, 'icon.ico'), windowsIcon([16, 24, 32, 48, 64, 128, 256]))
writeFileSync(join(folder, 'icon.icns'), macIcon())

/** An .ico file: a header, one directory entry per picture, the pictures as PNG. */
function windowsIcon(wanted) {
  const head = Buffer.alloc(6 + 16 * wanted.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(wanted.length, 4)
  let offset = head.length
  wanted.forEach((size, index) => {
    const entry = 6 + 16 * index
    const { length } = drawn[size]
    head.writeUInt8(size % 256, entry)
    head.writeUInt8(size % 256, entry + 1)
    head.writeUInt16LE(1, entry + 4)
    head.writeUInt16LE(32, entry + 6)
    head.writeUInt32LE(length, entry + 8)
    head.writeUInt32LE(offset, entry + 12)
    offset += length
  })
  return Buffer.concat([head, ...wanted.map((size) => drawn[size])])
}

/** An .icns file: a header, then each picture as PNG behind its type and length. */
function macIcon() {
  const types = { ic11: 32, ic12: 64, ic07: 128, ic08: 256, ic09: 512, ic10: 1024 }
  const parts = Object.entries(types).map(([type, size]) => chunk(type, drawn[size]))
  return chunk('icns', Buffer.concat(parts))
}

function chunk(type, content) {
  const head = Buffer.alloc(8)
  head.write(type, 'latin1')
  head.writeUInt32BE(content.length + 8, 4)
  return Buffer.concat([head, content])
}
