export const product = {
  notFound: 'This product is not in the stored data.',
}
