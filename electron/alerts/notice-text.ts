import type { AlertBand } from '../../shared/domain/alert'

/** What a notice says of one alert. Quantities in units, days as epoch ms of their start in UTC. */
export interface NoticeFacts {
  productId: number
  name: string
  location: string
  band: AlertBand
  available: number
  reorderPoint: number
  onOrder: number
  coveredUntil: number | null
  nextDeliveryAt: number | null
}

export interface NoticeText {
  title: string
  body: string
}

const LONGEST_NAME = 60
/** A line of a summary holds two names. */
const LONGEST_NAME_OF_TWO = 35
const PRODUCTS_IN_SUMMARY = 3

export const unableToShow =
  'This computer shows no notices of Shelfwatch: nothing takes them, or they are not allowed in its settings. The list in Alerts is complete.'

/** Of one alert. `locale`: default the system's. */
export function noticeOf(facts: NoticeFacts, locale?: string): NoticeText {
  const number = numberFormat(locale)
  const critical = facts.band === 'critical' ? 'Critical: ' : ''
  const available = `${critical}${number.format(facts.available)} available at ${plainText(facts.location)}`
  const reorderPoint =
    facts.reorderPoint > 0 ? `reorder point ${number.format(facts.reorderPoint)}` : 'no reorder point'
  return {
    title: `${facts.band === 'out' ? 'Out of stock' : 'Low stock'}: ${plainText(facts.name)}`,
    body: [available, reorderPoint, orderWords(facts, number, locale)].join(' · '),
  }
}

/** Of several alerts, the worst first. Products are counted once. `locale`: default the system's. */
export function summaryOf(alerts: readonly NoticeFacts[], locale?: string): NoticeText {
  const worstOfEach = new Map<number, NoticeFacts>()
  for (const alert of alerts) if (!worstOfEach.has(alert.productId)) worstOfEach.set(alert.productId, alert)
  const products = [...worstOfEach.values()]
  const out = products.filter(({ band }) => band === 'out').length
  const number = numberFormat(locale)
  const lines = products.slice(0, PRODUCTS_IN_SUMMARY).map((facts) => lineOf(facts, number))
  const more = products.length - lines.length
  if (more > 0) lines.push(`and ${number.format(more)} more`)
  return { title: countWords(products.length, out), body: lines.join('\n') }
}

export function digestOf(alerts: readonly NoticeFacts[]): NoticeText {
  const { title, body } = summaryOf(alerts)
  return { title: `Daily summary: ${title}`, body }
}

function lineOf({ name, location, band, available }: NoticeFacts, number: Intl.NumberFormat): string {
  const product = plainText(name, LONGEST_NAME_OF_TWO)
  const place = `at ${plainText(location, LONGEST_NAME_OF_TWO)}`
  if (band === 'out') return `Out of stock: ${product} ${place}`
  return `${band === 'critical' ? 'Critical' : 'Low'}: ${product}, ${number.format(available)} available ${place}`
}

function numberFormat(locale?: string): Intl.NumberFormat {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 4 })
}

/**
 * A name from the provider, fit for a line of the system's: one line, no characters that control or turn round what
 * follows, and none that a notification service could take for markup.
 */
function plainText(name: string, longest = LONGEST_NAME): string {
  const line = name
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    // Joiners stay: words of some languages and some emoji are made with them.
    .replace(/(?![\u200c\u200d])[\p{Cf}\p{Cs}]/gu, '')
    .replaceAll('<', '‹')
    .replaceAll('>', '›')
    .replace(/\s+/g, ' ')
    .trim()
  const characters = [...line]
  return characters.length > longest
    ? `${characters
        .slice(0, longest - 1)
        .join('')
        .trimEnd()}…`
    : line
}

function orderWords(
  { onOrder, coveredUntil, nextDeliveryAt }: NoticeFacts,
  number: Intl.NumberFormat,
  locale?: string,
): string {
  if (onOrder <= 0) return 'none on order'
  const dueAt = coveredUntil ?? nextDeliveryAt
  const day = new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  })
  const due = dueAt === null ? '' : `, due ${day.format(dueAt).replaceAll(',', '')}`
  return `${number.format(onOrder)} on order${due}`
}

function countWords(products: number, out: number): string {
  const subject = products === 1 ? '1 product is' : `${products} products are`
  if (out === products) return `${subject} out of stock`
  return `${subject} low${out > 0 ? `, ${out} of them out of stock` : ''}`
}
