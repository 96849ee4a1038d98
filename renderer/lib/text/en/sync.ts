export const sync = {
  title: 'Sync history',
}
