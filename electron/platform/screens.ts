export interface Area {
  x: number
  y: number
  width: number
  height: number
}

/** Of the content. Nothing is cut off at this size. */
export const smallest = { width: 960, height: 640 }
export const usual = { width: 1280, height: 820 }

/**
 * Moves a remembered place onto the screens there are now: onto the one it shares most with, no larger than
 * that. null when it is on none of them.
 */
export function fitToScreens(place: Area, workAreas: Area[]): Area | null {
  const [best] = workAreas.toSorted((a, b) => overlap(place, b) - overlap(place, a))
  if (!best || overlap(place, best) <= 0) return null
  const width = Math.min(Math.max(place.width, smallest.width), best.width)
  const height = Math.min(Math.max(place.height, smallest.height), best.height)
  const x = clamp(place.x, best.x, best.x + best.width - width)
  const y = clamp(place.y, best.y, best.y + best.height - height)
  return { x, y, width, height }
}

function overlap(a: Area, b: Area): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return width > 0 && height > 0 ? width * height : 0
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high)
}
