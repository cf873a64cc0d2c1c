import type { LiveSession } from '../../shared/liveSession'
import type { Offer } from '../../shared/protocol'
import { inOrder, waitsSince } from './mine'
import type { RankedSession } from './wire'

/** The one thing to do next. */
export type Next = { do: 'accept'; id: string } | { do: 'reply' | 'take'; id: string; since: string }

/** First what is offered, then one's own customers, then the line, as long as there is a place free. */
export function nextThing(offers: readonly Offer[], mine: readonly LiveSession[], waiting: readonly RankedSession[], free: number): Next | null {
  if (offers[0]) return { do: 'accept', id: offers[0].sessionId }
  const own = inOrder(mine)[0]
  const since = own && !own.closed ? waitsSince(own.timeline.entries) : null
  if (own && since) return { do: 'reply', id: own.id, since }
  const first = free > 0 ? waiting.find((w) => !w.offeredTo) : undefined
  return first ? { do: 'take', id: first.sessionId, since: first.waitingSince } : null
}
