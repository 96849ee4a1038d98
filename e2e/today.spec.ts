import { expect } from '@playwright/test'
import { test } from './app-test'
import { CuttableLine } from './cuttable-line'
import { ConnectPage } from './pages/connect-page'
import { Frame } from './pages/frame'
import { StockPage } from './pages/stock-page'
import { TodayPage } from './pages/today-page'
import { wellStocked } from './well-stocked'
import { resizeWindow } from './window-size'

test.use({ view: 'today' })

test('Today says what to do, leads to it, tells what changed meanwhile, and needs no network', async ({
  start,
  simulator,
}) => {
  test.slow()
  const line = new CuttableLine(simulator.url)
  await line.mend()
  const address = { SHELFWATCH_CIN7_URL: line.through(simulator.url) }
  const first = await start(address)
  const { window, call } = first
  const [frame, today, stock] = [new Frame(window), new TodayPage(window), new StockPage(window)]
  await new ConnectPage(window).connect(simulator.credentials)
  await frame.untilUpToDate()
  await expect(frame.heading).toHaveText('Today')
  await expect(today.away).toContainText('The next time you open Shelfwatch')

  const connectionId = (await call('connections.list', {}))[0]!.id
  const { states, products } = await call('stock.summary', { connectionId })
  await expect(today.figure('Out of stock')).toHaveAccessibleDescription(new RegExp(`^${states.out} `))
  await expect(today.figure('Low')).toHaveAccessibleDescription(new RegExp(`^${states.low} `))
  await expect(today.figure('Covered by incoming')).toHaveAccessibleDescription(
    new RegExp(`^${states.incoming} `),
  )
  await expect(today.figure('Stale')).toHaveAccessibleDescription(/^0 no figure older/)
  await expect(today.fact(today.sync, 'Checked')).toHaveText(`${products} products`)

  const chips = await today.rows.locator('[data-column="state"]').allTextContents()
  const order = ['Out', 'Critical', 'Low', 'Incoming']
  expect(chips.length).toBeGreaterThan(3)
  expect(chips).toEqual(chips.toSorted((left, right) => order.indexOf(left) - order.indexOf(right)))
  await resizeWindow(first, 1280, 800)
  const [worst] = (
    await call('alerts.list', {
      connectionId,
      state: 'open',
      locationId: null,
      groupBy: 'none',
      offset: 0,
      limit: 1,
    })
  ).alerts
  await expect(today.rows.first()).toContainText(`${worst!.sku} · ${worst!.supplier}`)
  for (const name of await today.rows.locator('[data-opens-product] > bdi').all()) {
    const { scrollHeight, clientHeight } = await name.evaluate(({ scrollHeight, clientHeight }) => ({
      scrollHeight,
      clientHeight,
    }))
    expect(scrollHeight, `“${await name.textContent()}” is cut`).toBeLessThanOrEqual(clientHeight)
  }
  await resizeWindow(first, 960, 640)
  for (const column of ['product', 'available', 'order', 'state']) {
    await expect(today.rows.first().locator(`[data-column="${column}"]`)).toBeInViewport({ ratio: 1 })
  }

  await today.figure('Out of stock').press('Enter')
  await expect(frame.heading).toHaveText('Stock')
  await expect(stock.rows).toHaveCount(states.out)
  for (const row of await stock.rows.all()) await expect(stock.cell(row, 'state')).toContainText('Out')

  await frame.open('Today')
  await today.rows.first().getByRole('link').focus()
  await window.keyboard.press('ArrowDown')
  await expect(today.rows.nth(1).getByRole('link')).toBeFocused()
  const name = await today.rows.nth(1).locator('bdi').first().textContent()
  await window.keyboard.press('Enter')
  await expect(stock.panel(name!)).toBeVisible()
  await first.close()

  const { sku, location } = wellStocked(simulator)
  simulator.setStock({ sku, location }, { onHand: 1, allocated: 0, onOrder: 0 })
  const second = await start(address)
  const later = new TodayPage(second.window)
  await new Frame(second.window).syncButton.click()
  await expect(later.fact(later.away, 'Became low')).toHaveText('1', { timeout: 30_000 })
  await expect(later.fact(later.away, 'Products changed')).toHaveText('1')
  await expect(later.rows.filter({ hasText: sku })).toContainText('Critical')
  await new Frame(second.window).untilUpToDate()
  const needed = await later.rows.count()
  await second.close()

  await line.cut()
  const third = await start(address)
  const offline = new TodayPage(third.window)
  await expect(offline.rows).toHaveCount(needed)
  await expect(offline.figure('Out of stock')).toHaveAccessibleDescription(new RegExp(`^${states.out} `))
})
