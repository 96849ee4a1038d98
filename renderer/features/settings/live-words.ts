import type { LiveHook, LiveStatus } from '../../../shared/domain/live'
import type { Settings } from '../../../shared/domain/settings'
import { showControls } from '../../components/provider-text'
import {
  formatDateTimeInSentence,
  formatMinutes,
  formatMoment,
  formatNumber,
  formatTime,
} from '../../lib/format'
import { text } from '../../lib/text'

const words = text.live

/** Shape and colour; the words say the same. */
export type LiveTone = 'none' | 'busy' | 'good' | 'warning'

export interface LiveSentence {
  tone: LiveTone
  sentence: string
  /** Why, what works meanwhile and what to do; '': nothing. */
  detail: string
}

type Floor = Pick<Settings, 'syncAutomatically' | 'syncIntervalMinutes'>

/** What is read without live updates; inside a sentence. */
export function describeFloor({ syncAutomatically, syncIntervalMinutes }: Floor): string {
  return syncAutomatically ? words.floor.every(formatMinutes(syncIntervalMinutes)) : words.floor.byHand
}

/** How far the way for deliveries is, for a person who waits for it. */
export function describeLive(
  status: LiveStatus,
  settings: Floor & Pick<Settings, 'tunnelHost'>,
  now: number,
): LiveSentence {
  const { state } = words
  const meanwhile = state.asBefore(describeFloor(settings))
  switch (status.stage) {
    case 'off':
      return { tone: 'none', sentence: state.off(describeFloor(settings)), detail: '' }
    case 'needsProgram':
      return status.programProblem === null
        ? { tone: 'none', sentence: state.needsProgram, detail: join(state.needsProgramWhy, meanwhile) }
        : { tone: 'none', sentence: state.ownProgram, detail: join(state.ownProgramWhy, meanwhile) }
    case 'needsToken':
      return {
        tone: 'none',
        sentence: describeMissing(status.hasToken, settings.tunnelHost !== ''),
        detail: join(state.needsTokenWhy, meanwhile),
      }
    case 'starting':
    case 'addressKnown':
    case 'connected':
    case 'verified': {
      const problem = status.problem ? showControls(status.problem.message) : ''
      return { tone: 'busy', sentence: state[status.stage], detail: join(problem, meanwhile) }
    }
    case 'registered':
      return { tone: 'good', sentence: describeSince(status, now), detail: state.registeredWhy }
    case 'unavailable':
      return { tone: 'none', sentence: state.unavailable, detail: state.unavailableWhy }
    case 'down':
      return {
        tone: 'warning',
        sentence: status.problem ? showControls(status.problem.message) : state.down,
        detail: join(
          status.retryAt === null ? '' : state.retry(formatMoment(status.retryAt, now)),
          meanwhile,
        ),
      }
  }
}

function describeMissing(hasToken: boolean, hasHost: boolean): string {
  if (!hasToken && !hasHost) return words.state.needsBoth
  return hasToken ? words.state.needsHost : words.state.needsToken
}

function describeSince({ since, protocol }: LiveStatus, now: number): string {
  const moment = formatDateTimeInSentence(since, now)
  return protocol === null
    ? words.state.registered(moment)
    : words.state.registeredOver(moment, words.protocols[protocol])
}

function join(...sentences: string[]): string {
  return sentences.filter(Boolean).join(' ')
}

export type HookState = keyof typeof words.hooks.states

/** `isLive`: what is sent gets here. */
export function hookState({ externalId, isActive, problem }: LiveHook, isLive: boolean): HookState {
  if (externalId !== null && !isActive) return 'off'
  if (externalId !== null) return isLive ? 'active' : 'idle'
  return problem ? 'refused' : 'waiting'
}

/** What looking at the subscriptions came to. */
export function describeRegistered({ hooks }: Pick<LiveStatus, 'hooks'>, at: number): string {
  const active = hooks.filter((hook) => hookState(hook, true) === 'active').length
  if (hooks.length === 0) return words.hooks.noneMade
  return active === hooks.length
    ? words.hooks.allActive(active, formatTime(at))
    : words.hooks.someActive(active, hooks.length, formatTime(at))
}

const LONGEST_ID = 18

/** Start and end of a long id, which are enough to tell it from others. */
export function shortId(id: string): string {
  return id.length <= LONGEST_ID ? id : `${id.slice(0, 8)}…${id.slice(-4)}`
}

/** "12.4 MB" */
export function formatMegabytes(bytes: number): string {
  return words.fetch.megabytes(formatNumber(Math.round(bytes / 100_000) / 10))
}
