/** A 13-digit EAN: `firstTwelve` and the check digit that scanners expect. */
export function ean13(firstTwelve: string): string {
  let sum = 0
  for (let position = 0; position < 12; position++) {
    sum += Number(firstTwelve[position]) * (position % 2 === 0 ? 1 : 3)
  }
  return `${firstTwelve}${(10 - (sum % 10)) % 10}`
}
