/** By this computer's clock, in the one form that sorts and that every spreadsheet reads as a time: "2026-11-24 09:41:00". */
export function localTime(at: number): string {
  return new Date(at).toLocaleString('sv-SE')
}
