import { text } from '../../lib/text'

export function ConnectView() {
  return <h1>{text.connections.title}</h1>
}
