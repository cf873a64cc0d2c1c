import { describe, expect, it } from 'vitest'
import { readersOf, withMembers } from '../src/shared/members'
import type { Member, Message, Session } from '../src/shared/protocol'

const member = (userId: string, more: Partial<Member> = {}): Member => ({ userId, name: userId, role: 'customer', readSeq: 0, groupRole: 'member', joinedSeq: 0, ...more })
const group = (...members: Member[]): Session =>
  ({ sessionId: 's', kind: 'group', title: '', status: 'open', creatorId: 'a', control: 'people', urgency: 0, createdAt: '', lastSeq: 0, updatedAt: '', members, memberCount: members.length })
const entry = (seq: number, name: string, args: Record<string, string>): Message =>
  ({ messageId: `${seq}`, sessionId: 's', seq, type: 'system', senderName: '', senderId: 'system', content: '', createdAt: '', event: { name, args } })

describe('who is in a group', () => {
  const two = group(member('a', { groupRole: 'owner' }), member('b'))

  it('grows by who joins, once', () => {
    const three = withMembers(two, entry(5, 'joined', { userId: 'c', name: 'Cho' }))
    expect(three.memberCount).toBe(3)
    expect(three.members?.find((m) => m.userId === 'c')).toMatchObject({ name: 'Cho', groupRole: 'member', joinedSeq: 5 })
    expect(withMembers(three, entry(5, 'joined', { userId: 'c', name: 'Cho' }))).toBe(three)
  })

  it.each(['left', 'removed'])('shrinks by who %s', (name) => {
    const one = withMembers(two, entry(5, name, { userId: 'b' }))
    expect(one.members?.map((m) => m.userId)).toEqual(['a'])
    expect(one.memberCount).toBe(1)
    expect(withMembers(one, entry(5, name, { userId: 'b' }))).toBe(one)
  })

  it('counts who goes of those that are not held', () => {
    const large = { ...two, memberCount: 60 }
    expect(withMembers(large, entry(5, 'left', { userId: 'z' })).memberCount).toBe(59)
  })

  it('knows what each may do', () => {
    const changed = withMembers(two, entry(5, 'role_changed', { userId: 'b', role: 'admin' }))
    expect(changed.members?.find((m) => m.userId === 'b')?.groupRole).toBe('admin')
  })

  it('is left alone by anything else', () => {
    expect(withMembers(two, entry(5, 'renamed', { title: 'x' }))).toBe(two)
    expect(withMembers(two, { ...entry(5, 'x', {}), event: null })).toBe(two)
  })
})

describe('who has read a message', () => {
  const session = group(member('me'), member('a'), member('b'), member('late', { joinedSeq: 9 }))

  it('are those whose cursor stands on it or after, without me and who came later', () =>
    expect(readersOf({ session, me: 'me', readBy: { me: 9, a: 7, b: 6, late: 9, gone: 9 }, receipts: null }, 7)).toBe(1))

  it('is told by the server where there are many', () => {
    const large = { ...session, memberCount: 60 }
    expect(readersOf({ session: large, me: 'me', readBy: { a: 7 }, receipts: { seq: 7, readBy: 40, total: 59 } }, 7)).toBe(40)
    expect(readersOf({ session: large, me: 'me', readBy: { a: 7 }, receipts: { seq: 8, readBy: 40, total: 59 } }, 7)).toBeNull()
    expect(readersOf({ session: large, me: 'me', readBy: {}, receipts: null }, 7)).toBeNull()
  })
})
