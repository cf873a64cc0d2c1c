import type { LiveSession } from '../../shared/liveSession'
import type { Member } from '../../shared/protocol'
import type { Desk } from './desk'
import { inOrder, lastAt, waitsSince } from './mine'
import type { DeskSession, RankedSession } from './wire'

/** Who has the conversation, for the row's mark. */
export type Holder = 'mine' | 'waiting' | 'assistant' | 'colleague' | 'ended'

/** One row of any of the desk's lists. */
export interface ListRow {
  id: string
  name: string
  line: string
  /** The newest thing in it. */
  at: string
  /** Since when the customer waits, or null when it is their turn. */
  waits: string | null
  urgency: number
  unread: number
  holder: Holder
  /** The colleague who has it, or has been offered it. */
  who: string | null
  offered: boolean
  language: string | null
}

export const customerOf = (live: LiveSession): Member | undefined =>
  live.session?.members?.find((m) => m.role === 'visitor' || m.role === 'customer')

export const mineRows = (desk: Desk): ListRow[] => inOrder(desk.mine).map((live) => ofLive(live))

export function waitingRows(desk: Desk): ListRow[] {
  const me = desk.me.id
  return desk.waiting.map((waiting) => ofWaiting(waiting, me))
}

export function boardRows(rows: readonly DeskSession[], desk: Desk): ListRow[] {
  const unread = new Map(desk.lives.map((live) => [live.id, live.unread]))
  return rows.map((row) => ofSession(row, desk.me.id, unread.get(row.sessionId) ?? 0))
}

function ofLive(live: LiveSession): ListRow {
  const last = live.timeline.entries.findLast((m) => m.type !== 'system')
  return {
    id: live.id, name: live.session?.title || customerOf(live)?.name || '', line: last?.recalled ? '' : last?.content ?? '', at: lastAt(live),
    waits: live.closed ? null : waitsSince(live.timeline.entries), urgency: live.session?.urgency ?? 0, unread: live.unread,
    holder: live.closed ? 'ended' : 'mine', who: null, offered: false, language: null,
  }
}

function ofWaiting(waiting: RankedSession, me: string): ListRow {
  return {
    id: waiting.sessionId, name: waiting.visitorName, line: waiting.summary ?? '', at: waiting.waitingSince, waits: waiting.waitingSince,
    urgency: waiting.urgency, unread: 0, holder: 'waiting', who: waiting.offeredTo && waiting.offeredTo !== me ? waiting.offeredTo : null,
    offered: waiting.offeredTo === me, language: waiting.language ?? null,
  }
}

function ofSession(row: DeskSession, me: string, unread: number): ListRow {
  const holder = holderOf(row, me)
  return {
    id: row.sessionId, name: row.title || row.customerName, line: row.lastLine ?? '', at: row.updatedAt, waits: holder === 'waiting' ? row.waitingSince ?? row.updatedAt : null,
    urgency: row.urgency, unread, holder, who: holder === 'colleague' ? row.assigneeName ?? null : null, offered: false,
    language: row.language ?? null,
  }
}

function holderOf(row: DeskSession, me: string): Holder {
  if (row.status === 'closed') return 'ended'
  if (row.status === 'waiting') return 'waiting'
  if (row.assigneeId) return row.assigneeId === me ? 'mine' : 'colleague'
  return 'assistant'
}
