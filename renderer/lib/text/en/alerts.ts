const alerts = (count: string) => (count === '1' ? '1 alert' : `${count} alerts`)

export const alertWords = {
  title: 'Alerts',
  openCount: (count: string) => `Alerts, ${count} open`,
  tabsLabel: 'Alerts by what was done about them',
  tabs: { open: 'Open', acknowledged: 'Acknowledged', snoozed: 'Snoozed', resolved: 'Resolved' },
  count: alerts,
  location: 'Location',
  anyLocation: 'All locations',
  noSuchLocation: 'No match',
  groupBy: 'Group by',
  groups: {
    none: 'Not grouped',
    location: 'By location',
    supplier: 'By supplier',
    category: 'By category',
  },
  noGroup: {
    none: '',
    location: 'No location',
    supplier: 'No supplier',
    category: 'No category',
  },
  table: 'Low-stock alerts',
  loading: 'Reading the alerts…',
  columns: {
    select: 'Selected',
    product: 'Product',
    location: 'Location',
    available: 'Available',
    reorderPoint: 'Reorder at',
    since: 'Since',
    what: 'What happened',
    state: 'State',
  },
  /** Heads of a column that only these tabs have. */
  handled: { acknowledged: 'Note', snoozed: 'Until', resolved: 'Resolved' },
  fell: (before: string, after: string) => `${before} → ${after}`,
  fellWorse: (before: string, after: string) => `${before} → ${after}, worse`,
  firstSeen: 'When first seen',
  due: (units: string, day: string) => `${units} due ${day}`,
  runsOut: (when: string) => `Runs out ${when}`,
  by: (name: string) => `by ${name}`,
  select: (product: string, location: string) => `Select ${product} at ${location}`,
  selected: (count: string) => `${count} selected`,
  selecting: 'Selecting…',
  selectFailed: 'Not all could be selected',
  clears: 'Esc clears',
  howToSelect: 'Tick alerts, or use Space, Shift and Ctrl, to act on several at once.',
  actionsLabel: 'Actions',
  acknowledge: 'Acknowledge',
  snooze: 'Snooze',
  reopen: 'Reopen',
  openProduct: 'Open product',
  done: {
    acknowledge: (count: string) => `${alerts(count)} acknowledged`,
    snooze: (count: string) => `${alerts(count)} snoozed`,
    reopen: (count: string) => `${alerts(count)} reopened`,
  },
  /** Follows what was done when some of the alerts had changed meanwhile. */
  others: (left: string) =>
    left === '1'
      ? '1 had changed meanwhile and stays as it is.'
      : `${left} had changed meanwhile and stay as they are.`,
  failed: 'This did not work:',
  snoozeChoices: {
    laterToday: (time: string) => `Later today, ${time}`,
    tomorrow: (time: string) => `Tomorrow, ${time}`,
    nextMonday: (when: string) => `Next Monday, ${when}`,
    date: 'A date…',
  },
  dateDialog: {
    title: (count: string) => `Snooze ${alerts(count)} until a date`,
    date: 'Until the morning of',
    invalid: 'Choose a day after today.',
    submit: 'Snooze',
    busy: 'Snoozing…',
  },
  acknowledgeDialog: {
    title: (count: string) => `Acknowledge ${alerts(count)}`,
    hint: 'Quiet until it gets worse. The note is kept with the alert.',
    note: 'Note',
    notePlaceholder: 'Ordered, back by Friday',
    submit: 'Acknowledge',
    busy: 'Acknowledging…',
  },
  stillWorks: 'Your stock is still there and can be searched.',
  nothing: {
    open: {
      title: 'Nothing is low',
      syncing: 'What runs low is told as soon as the stock has been read.',
      checked: (products: string, locations: string, time: string) =>
        `${products} at ${locations} were checked ${time}.`,
    },
    acknowledged: {
      title: 'Nothing is acknowledged',
      words: 'What you take care of stays here until it recovers.',
    },
    snoozed: { title: 'Nothing is snoozed', words: 'What you put off stays here until its time comes.' },
    resolved: { title: 'Nothing was resolved yet', words: 'Alerts come here when the stock has recovered.' },
    here: { title: 'None at this location', clear: 'Show all locations' },
  },
}
