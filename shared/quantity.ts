/** Rounds a quantity to the four decimals that Cin7 Core keeps, so that sums of floats compare equal. */
export function quantity(value: number): number {
  return Math.round((value + Number.EPSILON * Math.sign(value)) * 10_000) / 10_000 || 0
}
