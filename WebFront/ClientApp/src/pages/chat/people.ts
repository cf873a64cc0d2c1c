import type { Account } from '../../shared/account'
import type { AgentStatus, GroupRole, Member, Role, Session } from '../../shared/protocol'

/** Somebody whom this user may write to or invite. */
export interface Contact {
  id: string
  name: string
  role: Role
  presence: AgentStatus
  lastSeen?: string | null
}

/** Somebody who has talked to a desk, with the session in which something happened last. */
export interface Customer {
  who: Contact
  lastSession: Session
  sessions: number
  unread: number
}

export interface Receipts {
  readBy: number
  total: number
  /** The first fifty by name. */
  users: { userId: string; name: string }[]
}

interface MemberPage {
  members: Member[]
  total: number
  next?: string | null
}

const MostFound = 30

export async function findPeople(account: Account, text: string): Promise<Contact[]> {
  return (await account.call<{ users: Contact[] }>('GET', `/users?limit=${MostFound}&q=${encodeURIComponent(text)}`)).users
}

export function customersOf(account: Account, deskId: string, next: string | null): Promise<{ customers: Customer[]; next?: string | null }> {
  return account.call('GET', `/desks/${deskId}/customers${next ? `?next=${encodeURIComponent(next)}` : ''}`)
}

export const receiptsOf = (account: Account, sessionId: string, seq: number): Promise<Receipts> =>
  account.call('GET', `/chat/session/${sessionId}/receipts?seq=${seq}`)

/** All members, however many; a session itself names the first fifty. */
export async function membersOf(account: Account, sessionId: string): Promise<Member[]> {
  const members: Member[] = []
  for (let next: string | null | undefined = ''; next !== null && next !== undefined;) {
    const page: MemberPage = await account.call('GET', `${participants(sessionId)}?after=${encodeURIComponent(next)}`)
    members.push(...page.members)
    next = page.next
  }
  return members
}

export const invite = (account: Account, sessionId: string, userIds: string[]): Promise<Session> =>
  account.call('POST', participants(sessionId), { userIds })

export const setRole = (account: Account, sessionId: string, userId: string, role: GroupRole): Promise<Session> =>
  account.call('PUT', `${participants(sessionId)}/${encodeURIComponent(userId)}`, { role })

/** Takes somebody out of a group; oneself: leaves it. */
export const remove = (account: Account, sessionId: string, userId: string): Promise<void> =>
  account.call('DELETE', `${participants(sessionId)}/${encodeURIComponent(userId)}`)

export const rename = (account: Account, sessionId: string, title: string): Promise<Session> =>
  account.call('PUT', `/chat/session/${sessionId}`, { title })

const participants = (sessionId: string) => `/chat/session/${sessionId}/participants`
