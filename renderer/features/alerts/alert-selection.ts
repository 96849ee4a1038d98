import type { Alert } from '../../../shared/domain/alert'

type Selectable = Pick<Alert, 'id' | 'productId'>

/** Selected alerts, and where the next range starts from. */
export interface AlertSelection {
  /** Products by alert. */
  chosen: ReadonlyMap<number, number>
  /** A place among all alerts; null: none was chosen yet. */
  anchor: number | null
}

export const nothingSelected: AlertSelection = { chosen: new Map(), anchor: null }

export function selectOnly(alert: Selectable, index: number): AlertSelection {
  return { chosen: new Map([[alert.id, alert.productId]]), anchor: index }
}

export function toggle({ chosen }: AlertSelection, alert: Selectable, index: number): AlertSelection {
  const next = new Map(chosen)
  if (!next.delete(alert.id)) next.set(alert.id, alert.productId)
  return { chosen: next, anchor: index }
}

/** These alerts and none else. */
export function selectAll(alerts: readonly Selectable[], anchor: number): AlertSelection {
  return { chosen: new Map(alerts.map(({ id, productId }) => [id, productId])), anchor }
}
