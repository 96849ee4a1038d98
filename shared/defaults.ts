import type { Settings } from './domain/settings'

/**
 * Values that the screen needs as well. Apart from the schemas, because these would bring the
 * schema library into the page, which tries code generation that the content security policy refuses.
 */
export const DEFAULT_CIN7_URL = 'https://inventory.dearsystems.com/ExternalApi/v2/'

export const defaultSettings: Settings = {
  theme: 'system',
  density: 'comfortable',
  stockColumns: [
    'product',
    'category',
    'onHand',
    'allocated',
    'available',
    'trend',
    'onOrder',
    'inTransit',
    'reorderPoint',
    'runOut',
    'state',
    'updatedAt',
  ],
  wideProduct: false,
  syncAutomatically: true,
  syncIntervalMinutes: 15,
  syncProducts: true,
  syncStock: true,
  syncPurchaseOrders: false,
  callBudget: 55,
  pageSize: 1000,
  pageLimit: 50,
  lowStockAlerts: true,
  noticeMode: 'instant',
  digestAt: 8 * 60,
  quietHours: false,
  quietFrom: 20 * 60,
  quietTo: 7 * 60,
  mutedLocationIds: [],
  recoveryMargin: 1,
  keepInTray: true,
  startAtSignIn: false,
  stockViews: [],
  liveUpdates: false,
  tunnelMode: 'quick',
  tunnelHost: '',
  tunnelProgram: '',
  historyDays: 180,
}
