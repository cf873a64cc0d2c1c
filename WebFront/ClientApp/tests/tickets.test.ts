import { describe, expect, it } from 'vitest'
import { linesOf } from '../src/pages/tickets/record'
import type { Account } from '../src/shared/account'
import { Tickets } from '../src/shared/tickets'

const calls: unknown[][] = []
const account = { call: (...args: unknown[]) => (calls.push(args), Promise.resolve({})) } as unknown as Account
const lastCall = () => calls.at(-1)!
const tickets = new Tickets(account)

describe('the calls about tickets', () => {
  it('ask for what is wanted and leave out what is not', async () => {
    await tickets.list({ open: true, deskId: '', assigneeId: 'none', q: '100% #1' }, 'n5')
    expect(lastCall()).toEqual(['GET', '/tickets?open=true&assigneeId=none&q=100%25+%231&next=n5'])
    await tickets.list({ open: false })
    expect(lastCall()).toEqual(['GET', '/tickets?'])
  })

  it('change the ticket as it was read', async () => {
    await tickets.change({ ticketId: 't', revision: 7 }, { status: 'closed' })
    expect(lastCall()).toEqual(['PUT', '/tickets/t', { status: 'closed' }, { 'If-Match': '"7"' }])
  })

  it('comment with the same id when it is tried again', async () => {
    await tickets.comment('t', 'hello', false, 'c')
    expect(lastCall()).toEqual(['POST', '/tickets/t/comments', { commentId: 'c', content: 'hello', internal: false }])
  })
})

describe('a record', () => {
  const comment = (seq: number) => ({ seq, commentId: `c${seq}`, authorId: 'a', authorName: 'A', authorRole: 'agent' as const, content: 'x', internal: false, createdAt: '' })
  const entry = (seq: number) => ({ seq, at: '', byId: 'a', byName: 'A', byRole: 'agent' as const, kind: 'changed' as const, changes: [] })

  it('holds what was said and done in one order, each once', () =>
    expect(linesOf([comment(4), comment(2), comment(2)], [entry(3), entry(1)]).map((line) => [line.seq, !!line.comment])).toEqual([[1, false], [2, true], [3, false], [4, true]]))
})
