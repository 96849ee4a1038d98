export const stock = {
  title: 'Stock',
  table: 'Stock levels',
}
