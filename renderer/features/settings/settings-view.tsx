import { text } from '../../lib/text'

export function SettingsView() {
  return <h1>{text.settings.title}</h1>
}
