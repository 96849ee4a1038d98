export const productHistory = {
  heading: (location: string, range: string) => `Available at ${location}, ${range}`,
  range: 'Range',
  ranges: { 7: '7 days', 30: '30 days', 365: '1 year' },
  location: 'Location of the chart',
  showAsTable: 'Show as table',
  loading: 'Reading the history…',
  notKnown: 'Nothing is known before the first complete sync.',
  knownSince: (day: string) => `Recorded since ${day}.`,
  reorderAt: (point: string) => `reorder at ${point}`,
  between: (least: string, most: string) => (least === most ? `always ${least}` : `${least} to ${most}`),
  spoken: (of: {
    location: string
    first: string
    start: string
    end: string
    least: string
    most: string
  }) =>
    `Available at ${of.location} since ${of.first}: ${of.start} at first, ${of.end} now, at least ${of.least} and at most ${of.most} in between.`,
  spokenReorder: (point: string) => `The reorder point is ${point}.`,
  table: (location: string) => `Available at ${location} over time`,
  time: 'Since',
  day: 'Day',
  lowest: 'Lowest',
}
