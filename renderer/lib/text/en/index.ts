import { alertWords } from './alerts'
import { commands } from './commands'
import { common } from './common'
import { connections } from './connections'
import { frame } from './frame'
import { health } from './health'
import { live } from './live'
import { noticeSettings } from './notice-settings'
import { product } from './product'
import { productAlerts } from './product-alerts'
import { productHistory } from './product-history'
import { reorder } from './reorder'
import { runOut } from './run-out'
import { settings } from './settings'
import { stock } from './stock'
import { stockTools } from './stock-tools'
import { sync } from './sync'
import { today } from './today'

export const en = {
  ...common,
  alerts: alertWords,
  commands,
  today,
  frame,
  stock,
  stockTools,
  product,
  connections,
  sync,
  settings,
  noticeSettings,
  live,
  runOut,
  health,
  productHistory,
  productAlerts,
  reorder,
}
