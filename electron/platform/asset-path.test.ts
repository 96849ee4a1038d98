import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findAsset } from './asset-path'

const folder = resolve('/ui/renderer')

describe('findAsset', () => {
  it.each([
    ['app://shelfwatch/', 'index.html', 'text/html; charset=utf-8'],
    ['app://shelfwatch/index.html?view=stock#top', 'index.html', 'text/html; charset=utf-8'],
    ['app://shelfwatch/assets/index-B1.js', join('assets', 'index-B1.js'), 'text/javascript; charset=utf-8'],
    ['app://shelfwatch/assets/inter%20var.woff2', join('assets', 'inter var.woff2'), 'font/woff2'],
  ])('finds %s', (address, name, contentType) => {
    expect(findAsset(address, folder)).toEqual({ path: join(folder, name), contentType })
  })

  it.each([
    'app://shelfwatch/../package.js',
    'app://shelfwatch/assets/../../main/main.js',
    'app://shelfwatch/%2e%2e/main/main.js',
    'app://shelfwatch/..%2fmain%2fmain.js',
    'app://shelfwatch/%252e%252e/main/main.js',
    'app://shelfwatch/..%5cmain%5cmain.js',
    'app://shelfwatch/assets\\..\\index.html',
    'app://shelfwatch/%2fetc/passwd.html',
    'app://shelfwatch//etc/passwd.html',
    'app://shelfwatch/C:/windows/index.html',
    'app://shelfwatch/index.html%00.js',
    'app://shelfwatch/%ff.js',
    'app://shelfwatch/assets',
    'app://shelfwatch/assets/index.js.map',
    'app://shelfwatch/package.json',
    'app://shelfwatch.example/index.html',
    'app://shelfwatch@elsewhere/index.html',
    'app://elsewhere/index.html',
    'app://shelfwatch',
    'file:///ui/renderer/index.html',
  ])('finds nothing at %s', (address) => {
    expect(findAsset(address, folder)).toBeNull()
  })
})
