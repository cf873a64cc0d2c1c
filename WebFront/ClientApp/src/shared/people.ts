import type { LiveSession } from './liveSession'

/** The name that a user goes by in a conversation, or null when it does not say. */
export function nameOf(live: LiveSession, userId: string): string | null {
  const member = live.session?.members?.find((m) => m.userId === userId)
  return member?.name ?? live.timeline.entries.findLast((m) => m.senderId === userId)?.senderName ?? null
}

/** Those one talks to: the title if the conversation has one, else the other people's names. */
export function titleOf(live: LiveSession): string {
  if (live.session?.title) return live.session.title
  const others = live.session?.members?.filter((m) => m.userId !== live.me && (m.role === 'visitor' || live.session?.kind !== 'support'))
  const said = live.timeline.entries.find((m) => m.type === 'user' && m.senderId !== live.me)
  return others?.map((m) => m.name).join(', ') || said?.senderName || ''
}
