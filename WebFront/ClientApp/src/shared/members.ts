import type { GroupRole, Member, Message, Session } from './protocol'

/** The session after an entry that says who came, who went, or who may do more or less; the same one for any other entry. */
export function withMembers(session: Session, { event, seq }: Message): Session {
  const { userId, name, role } = event?.args ?? {}
  if (!userId || !session.members) return session
  const others = session.members.filter((member) => member.userId !== userId)
  const known = session.members.find((member) => member.userId === userId)
  const count = session.memberCount ?? session.members.length
  switch (event?.name) {
    case 'joined':
      if (known) return session
      return { ...session, members: [...others, newcomer(userId, name ?? userId, seq)], memberCount: count + 1 }
    case 'left':
    case 'removed':
      // Of a large group only the first are held: one of the others may be the one who went.
      return known || count > session.members.length ? { ...session, members: others, memberCount: count - 1 } : session
    case 'role_changed':
      return known ? { ...session, members: [...others, { ...known, groupRole: role as GroupRole }] } : session
    default:
      return session
  }
}

const newcomer = (userId: string, name: string, seq: number): Member =>
  ({ userId, name, role: 'customer', readSeq: seq, groupRole: 'member', joinedSeq: seq })

/** How far the newest message of a large group has been read. */
export interface Counted {
  seq: number
  readBy: number
  total: number
}

interface Readers {
  session: Session | null
  me: string
  readBy: Record<string, number>
  receipts: Counted | null
}

/** Readers are told one by one in groups of up to so many. */
const FewMembers = 20

/** How many others have read an own message, of those who were there when it was written; null when only the server knows. */
export function readersOf({ session, me, readBy, receipts }: Readers, seq: number): number | null {
  const members = session?.members ?? []
  if ((session?.memberCount ?? members.length) > FewMembers) return receipts?.seq === seq ? receipts.readBy : null
  return members.filter((m) => m.userId !== me && (m.joinedSeq ?? 0) < seq && (readBy[m.userId] ?? 0) >= seq).length
}
