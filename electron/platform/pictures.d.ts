/** A picture that the build puts into the program, as a data URL. */
declare module '*.png?inline' {
  const address: string
  // biome-ignore lint/style/noDefaultExport: how the build gives it
  export default address
}
