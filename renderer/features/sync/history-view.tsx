import { text } from '../../lib/text'

export function HistoryView() {
  return <h1>{text.sync.title}</h1>
}
