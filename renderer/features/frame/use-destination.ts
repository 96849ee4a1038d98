import { useEffect, useEffectEvent } from 'react'
import { useLocation } from 'wouter'
import type { Destination } from '../../../shared/domain/app-status'
import { useApi } from '../../lib/api'
import { useEvent } from '../../lib/use-event'

/** Goes where a press outside the window leads, also when the page was not there yet at the time. */
export function useDestination(): void {
  const api = useApi()
  const [, navigate] = useLocation()
  const follow = useEffectEvent(async () => {
    // A call that fails leaves the user where they are.
    const destination = await api.call('app.takeDestination', {}).catch(() => null)
    if (destination) navigate(pathOf(destination))
  })
  useEvent('app.navigate', () => void follow())
  useEffect(() => void follow(), [])
}

function pathOf(destination: Destination): string {
  switch (destination.to) {
    case 'product':
      return `/stock/${destination.productId}`
    case 'alerts':
      return '/alerts'
    case 'today':
      return '/today'
  }
}
