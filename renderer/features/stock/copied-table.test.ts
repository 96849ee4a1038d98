import { describe, expect, it } from 'vitest'
import { copiedTable } from './copied-table'
import { inventRows } from './invented-rows'

describe('rows on the clipboard', () => {
  const [row] = inventRows(1)

  it('are a table with heads, whose figures are plain numbers in the shown columns', () => {
    const rows = [{ ...row!, available: -1234.5, onHand: 0 }]
    expect(copiedTable(rows, ['product', 'trend', 'onHand', 'available']).plain).toBe(
      'Product\tSKU\tBarcode\tOn hand\tAvailable\nBeard oil 1\tSKU-1\t\t0\t-1234.5',
    )
  })

  it('stay in their cells whatever a name holds', () => {
    const { plain, html } = copiedTable([{ ...row!, name: 'A\tb\r\n<i>c&' }], ['product'])
    expect(plain.split('\n')).toHaveLength(2)
    expect(plain).toContain('A b <i>c&\tSKU-1')
    expect(html).toContain('<td>A b &lt;i&gt;c&amp;</td><td>SKU-1</td>')
  })

  it('leave out figures that were never read', () => {
    expect(copiedTable([{ ...row!, updatedAt: null }], ['onHand']).plain.split('\n')[1]).toBe(
      'Beard oil 1\tSKU-1\t\t',
    )
  })
})
