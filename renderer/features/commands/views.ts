import { text } from '../../lib/text'

/** In the order of the rail. */
export const views = [
  { to: '/today', label: text.commands.views.today },
  { to: '/stock', label: text.frame.stock },
  { to: '/alerts', label: text.commands.views.alerts },
  { to: '/history', label: text.frame.history },
  { to: '/settings', label: text.frame.settings },
]
