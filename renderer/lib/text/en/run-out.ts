export const runOut = {
  now: 'now',
  underDay: 'under 1 day',
  days: (count: string, isOne: boolean) => (isOne ? '1 day' : `${count} days`),
  overYear: 'over 1 year',
  /** What the days in the list rest on. */
  restsOn: (location: string, available: string, perDay: string) =>
    `${location}: ${available} available at ${perDay} a day`,
  fact: 'Runs out',
  factAt: (location: string) => `Runs out at ${location}`,
  in: (days: string) => `in about ${days}`,
  inUnderDay: 'in less than a day',
  inOverYear: 'in more than a year',
  isOut: 'nothing is available',
  at: (perDay: string) => `at ${perDay} a day`,
  basis: (days: string, since: string) => `From ${days} days in stock since ${since}`,
  from: (day: string) => `can be said from ${day}`,
  nothingLeaves: 'too little has left lately to say',
  tooFew: 'cannot be said yet',
}
