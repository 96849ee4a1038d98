export const productAlerts = {
  heading: 'Alerts',
  log: 'Alert log',
  loading: 'Reading the alerts…',
  none: 'Nothing has run low here yet.',
  bands: { out: 'Out of stock', critical: 'Critical', low: 'Low' },
  /** As it stands: "Low at Queen St Shop: 4 available, reorder at 12". */
  stands: (band: string, location: string, available: string, reorderPoint: string) =>
    `${band} at ${location}: ${available} available, reorder at ${reorderPoint}`,
  acknowledgedBy: (name: string) => `Acknowledged by ${name}`,
  acknowledged: 'Acknowledged',
  snoozedUntil: (time: string) => `Snoozed until ${time}`,
  coveredUntil: (day: string) => `Covered by what is due on ${day}`,
  note: (note: string) => `“${note}”`,
  actionsOf: (location: string) => `Alert at ${location}`,
  at: (sentence: string, location: string) => `${sentence} (${location})`,
  events: {
    opened: (band: string, available: string, reorderPoint: string) =>
      `${band}: ${available} available, reorder at ${reorderPoint}`,
    openedByPoint: (band: string, available: string, reorderPoint: string) =>
      `${band} as the reorder point was set: ${available} available, reorder at ${reorderPoint}`,
    worse: (band: string, available: string) => `Got worse: ${band.toLowerCase()}, ${available} available`,
    better: (band: string, available: string) => `Got better: ${band.toLowerCase()}, ${available} available`,
    covered: 'Covered by what is on order',
    uncovered: 'No longer covered by what is on order',
    snoozed: 'Snoozed',
    snoozedBy: (name: string) => `Snoozed by ${name}`,
    reopened: 'Open again',
    reopenedBy: (name: string) => `Reopened by ${name}`,
    snoozeOver: 'The snooze is over',
    recovered: (available: string) => `Recovered: ${available} available`,
    reorderPointChanged: (reorderPoint: string) => `No longer low: reorder at ${reorderPoint}`,
    noReorderPoint: 'No longer low: no reorder point',
  },
}
