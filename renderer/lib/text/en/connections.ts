export const connections = {
  title: 'Connect to Cin7 Core',
}
