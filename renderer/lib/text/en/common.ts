export const common = {
  /** BCP 47 name of the language of these words. */
  language: 'en',
  productName: 'Shelfwatch',
  age: {
    justNow: 'just now',
    underMinute: 'under 1 min',
    ago: (elapsed: string) => `${elapsed} ago`,
    milliseconds: (count: string) => `${count} ms`,
    seconds: (count: string) => `${count} s`,
    minutes: (count: number) => `${count} min`,
    hours: (count: number) => `${count} h`,
    days: (count: number) => (count === 1 ? '1 day' : `${count} days`),
  },
  share: {
    under: (share: string) => `under ${share}`,
    over: (share: string) => `over ${share}`,
  },
  listStates: {
    loading: 'Loading…',
    failedTitle: 'This could not be shown',
    tryAgain: 'Try again',
    unknownFailure:
      'Something went wrong inside Shelfwatch. Try again; if it happens again, restart the app.',
  },
  actions: {
    close: 'Close',
    cancel: 'Cancel',
    dismiss: 'Dismiss',
  },
}
