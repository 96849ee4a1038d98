import { it } from 'vitest'
import { killInSync } from './testing/kill-in-sync'

it('loses nothing and goes on when it is killed in the middle of a sync, 3 times', () => killInSync(3))
