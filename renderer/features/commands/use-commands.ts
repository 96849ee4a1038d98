import { useLocation } from 'wouter'
import { defaultSettings } from '../../../shared/defaults'
import type { StockColumn } from '../../../shared/domain/stock'
import { text } from '../../lib/text'
import { useSettings } from '../../lib/use-settings'
import { isBusy, useSync } from '../frame/use-sync'
import { builtInViews } from '../stock/built-in-views'
import type { StockCommand } from '../stock/use-stock-command'
import { views } from './views'

const words = text.commands
const computer = text.settings.computer

/** Something to choose in the palette. `leaves`: it shows something else, so the focus does not go back. */
export interface Command {
  id: string
  label: string
  leaves: boolean
  run: () => void
}

export interface CommandGroup {
  name: string
  commands: Command[]
}

/** The views, what can be done, and the views of the stock. What would change nothing is left out. */
export function useCommands(onKeys: () => void): CommandGroup[] {
  const [location, navigate] = useLocation()
  const sync = useSync()
  const { settings = defaultSettings, change } = useSettings()
  const does = (id: string, label: string, run: () => void): Command => ({ id, label, leaves: false, run })
  const syncs = isBusy(sync)
    ? [does('cancel', text.frame.sync.cancel, sync.cancel)]
    : [does('sync', text.frame.sync.start, sync.start), does('quick', text.frame.sync.quick, sync.startQuick)]
  const themes = (['system', 'light', 'dark'] as const)
    .filter((theme) => theme !== settings.theme)
    .map((theme) => does(theme, words.theme(computer.themes[theme]), () => change({ theme })))
  const densities = (['comfortable', 'compact'] as const)
    .filter((density) => density !== settings.density)
    .map((density) => does(density, words.density(computer.densities[density]), () => change({ density })))
  const isInStock = location.startsWith('/stock')
  const ofStock = (command: StockCommand, label: string): Command => ({
    id: command,
    label,
    leaves: !isInStock,
    run: () => navigate(isInStock ? location : '/stock', { replace: isInStock, state: { command } }),
  })
  const stockView = (
    view: { name: string; query: string; columns?: StockColumn[] },
    index: number,
  ): Command => ({
    id: `view-${index}`,
    label: words.stockView(view.name),
    leaves: !isInStock,
    run: () => {
      navigate(`/stock?${view.query}`)
      if (view.columns) change({ stockColumns: view.columns })
    },
  })
  return [
    {
      name: words.groups.views,
      commands: views.map(({ to, label }) => ({ id: to, label, leaves: true, run: () => navigate(to) })),
    },
    {
      name: words.groups.actions,
      commands: [
        ...syncs,
        ofStock('csv', words.exportAs(text.stockTools.export.csv)),
        ofStock('xlsx', words.exportAs(text.stockTools.export.xlsx)),
        ofStock('print', words.print),
        ofStock('reorder', text.reorder.many.open),
        ...themes,
        ...densities,
        { ...does('keys', words.keysEntry, onKeys), leaves: true },
      ],
    },
    {
      name: words.groups.stockViews,
      commands: [...builtInViews, ...settings.stockViews].map(stockView),
    },
  ]
}

/** Those in whose label each word occurs. */
export function narrowCommands(groups: CommandGroup[], search: string): CommandGroup[] {
  const wanted = search.toLowerCase().split(/\s+/).filter(Boolean)
  return groups
    .map(({ name, commands }) => ({
      name,
      commands: commands.filter(({ label }) => wanted.every((word) => label.toLowerCase().includes(word))),
    }))
    .filter(({ commands }) => commands.length > 0)
}
