import type { LiveSession } from '../../shared/liveSession'
import type { Message } from '../../shared/protocol'

/** Since when the customer waits for a reply: the first thing they said after the agent's last word; null when it is their turn. */
export function waitsSince(entries: readonly Message[]): string | null {
  const answered = entries.findLastIndex((m) => m.type === 'agent')
  return entries.slice(answered + 1).find((m) => m.type === 'user' && !m.recalled)?.createdAt ?? null
}

/** Who waits for a reply first, longest first; then the others, by their newest entry; what ended last. */
export function inOrder(lives: readonly LiveSession[]): LiveSession[] {
  const keyed = lives.map((live) => ({ live, since: live.closed ? null : waitsSince(live.timeline.entries), at: lastAt(live) }))
  return keyed.sort((a, b) => {
    if (a.live.closed !== b.live.closed) return a.live.closed ? 1 : -1
    if (a.since && b.since) return a.since < b.since ? -1 : 1
    if (a.since || b.since) return a.since ? -1 : 1
    return a.at < b.at ? 1 : -1
  }).map(({ live }) => live)
}

export const lastAt = (live: LiveSession): string => live.timeline.entries.at(-1)?.createdAt ?? live.session?.updatedAt ?? ''
