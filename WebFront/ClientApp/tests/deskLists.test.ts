import { describe, expect, it } from 'vitest'
import type { Account } from '../src/shared/account'
import { Board } from '../src/pages/desk/board'
import { advance, byRank, extend, lineOf, type Line } from '../src/pages/desk/line'
import type { DeskChanged, DeskSession, DeskView, RankedSession } from '../src/pages/desk/wire'

const id = (n: number) => `s-${String(n).padStart(5, '0')}`
const waits = (n: number, more: Partial<RankedSession> = {}): RankedSession => ({
  sessionId: id(n), visitorName: `Visitor ${n}`, waitingSince: new Date(n * 1000).toISOString(), urgency: 0, position: n, rank: n, ...more,
})
const view = (numbers: number[], more: Partial<DeskView> = {}): DeskView => ({
  deskId: 'm1', waiting: numbers.map((n) => waits(n)), waitingCount: numbers.length, agents: [], revision: 7, ...more,
})
const change = (more: Partial<DeskChanged>): DeskChanged => ({
  type: 'desk', deskId: 'm1', before: 7, revision: 8, waiting: [], gone: [], waitingCount: 0, ...more,
})
const ids = (line: Line | null) => line?.waiting.map((w) => w.sessionId)

describe('the waiting line', () => {
  it('takes in who came, who left and who stands otherwise, in the order of the server', () => {
    const next = advance(lineOf(view([1, 2, 3])), change({ waiting: [waits(3, { offeredTo: 'p1' }), waits(4, { rank: 0 })], gone: [id(2)], waitingCount: 3 }))
    expect(ids(next)).toEqual([id(4), id(1), id(3)])
    expect(next?.waiting.at(-1)?.offeredTo).toBe('p1')
    expect(next?.revision).toBe(8)
  })

  it('keeps the agents it knows where nothing is said of them', () => {
    const agents = [{ agentId: 'p1', name: 'P', status: 'online' as const, active: 1, capacity: 4, idle: 0, onShift: true }]
    const line = lineOf(view([1], { agents }))
    expect(advance(line, change({ waitingCount: 1 }))?.agents).toBe(agents)
    expect(advance(line, change({ waitingCount: 1, agents: [] }))?.agents).toEqual([])
  })

  it('is to be read anew when a change is missing, and heeds none from before', () => {
    const line = lineOf(view([1, 2]))
    expect(advance(line, change({ before: 8, revision: 9 }))).toBeNull()
    expect(advance(line, change({ before: -1, revision: 9 }))).toBeNull()
    expect(advance(line, change({ before: 6, revision: 7, gone: [id(1)] }))).toBe(line)
  })

  it('holds an unbroken part from the front: who stands behind it comes with the next part', () => {
    const line = lineOf(view([1, 2, 3], { waitingCount: 5 }))
    const next = advance(line, change({ waiting: [waits(2, { offeredTo: 'p1' }), waits(6)], waitingCount: 6 }))!
    expect(ids(next)).toEqual([id(1), id(2), id(3)])
    expect(ids(extend(next, [waits(3), waits(4), waits(5), waits(6)]))).toEqual([1, 2, 3, 4, 5, 6].map(id))
  })

  it('is what the server has, whatever happens, with 2,000 who wait', () => {
    let seed = 1
    const random = (most: number) => (seed = (seed * 48271) % 2147483647) % most
    const all = new Map(Array.from({ length: 2000 }, (_, n) => [id(n), waits(n)]))
    const sorted = () => [...all.values()].sort(byRank)
    let line = lineOf({ ...view([]), waiting: sorted().slice(0, 200), waitingCount: all.size })
    for (let revision = 8; revision < 120; revision++) {
      const gone = sorted().filter(() => random(500) === 0).map((w) => w.sessionId)
      gone.forEach((gone) => all.delete(gone))
      const came = Array.from({ length: random(4) }, (_, n) => waits(2000 + revision * 10 + n, { rank: random(5000) }))
      came.forEach((w) => all.set(w.sessionId, w))
      line = advance(line, change({ before: revision - 1, revision, waiting: came, gone, waitingCount: all.size }))!
      if (random(5) === 0) {
        const at = sorted().findIndex((w) => w.sessionId === line.waiting.at(-1)?.sessionId)
        line = extend(line, sorted().slice(at + 1, at + 201))
      }
      expect(ids(line)).toEqual(sorted().slice(0, line.waiting.length).map((w) => w.sessionId))
    }
  })
})

const talk = (n: number, more: Partial<DeskSession> = {}): DeskSession => ({
  sessionId: id(n), kind: 'support', title: '', status: 'open', control: 'assistant', deskId: 'm1', customerId: `v-${n}`, customerName: `Visitor ${n}`,
  urgency: 0, lastSeq: 1, lastLine: `line ${n}`, lastType: 'user', createdAt: new Date(n * 1000).toISOString(), updatedAt: new Date(n * 1000).toISOString(), ...more,
})

/** A server with so many conversations, in pages of fifty. */
function accountOf(sessions: DeskSession[]) {
  const asked: string[] = []
  const call = async (_: string, path: string) => {
    asked.push(path)
    const from = Number(/next=(\d+)/.exec(path)?.[1] ?? 0)
    return { sessions: sessions.slice(from, from + 50), next: from + 50 < sessions.length ? String(from + 50) : null }
  }
  return { account: { call } as unknown as Account, asked }
}

describe('the board of conversations', () => {
  const hundred = Array.from({ length: 120 }, (_, n) => talk(120 - n))

  it('is read page by page, and one page at a time', async () => {
    const { account, asked } = accountOf(hundred)
    const board = new Board(account, ['m1'], false)
    await Promise.all([board.more(), board.more()])
    expect([board.rows.length, asked.length, board.hasMore]).toEqual([50, 1, true])
    await board.more()
    await board.more()
    expect([board.rows.length, board.hasMore]).toEqual([120, false])
    expect(board.rows.map((row) => row.sessionId)).toEqual(hundred.map((row) => row.sessionId))
  })

  it('hears of what is new and what stands otherwise, and keeps the last line where none is said', async () => {
    const board = new Board(accountOf(hundred).account, ['m1'], false)
    await board.more()
    board.hear('m1', talk(500))
    board.hear('m1', talk(100, { status: 'waiting', control: 'people', lastLine: null, lastType: null }))
    expect(board.rows[0]?.sessionId).toBe(id(500))
    expect(board.rows.find((row) => row.sessionId === id(100))).toMatchObject({ status: 'waiting', lastLine: 'line 100', lastType: 'user' })
  })

  it('lets go of what ended, was removed or went to another desk, and of nothing else', async () => {
    const board = new Board(accountOf(hundred).account, ['m1'], false)
    await board.more()
    board.hear('m1', talk(120, { status: 'closed' }))
    board.hear('m1', talk(119, { status: 'deleted' }))
    board.hear('m1', talk(118, { deskId: 'm2' }))
    board.hear('m1', talk(3)) // behind what is held: it comes with its page
    expect(board.rows.map((row) => row.sessionId).slice(0, 2)).toEqual([id(117), id(116)])
    expect(board.rows.some((row) => row.sessionId === id(3))).toBe(false)
  })

  it('of those that ended takes in what ends', async () => {
    const board = new Board(accountOf([]).account, ['m1'], true)
    board.hear('m1', talk(1, { status: 'closed' }))
    expect(board.rows).toEqual([]) // not read yet
    await board.more()
    board.hear('m1', talk(1, { status: 'closed' }))
    expect(board.rows.length).toBe(1)
  })

  it('is read anew at the front without losing what is held behind it', async () => {
    const sessions = [...hundred]
    const board = new Board(accountOf(sessions).account, ['m1'], false)
    await board.more()
    await board.more()
    sessions.unshift(talk(121, { lastLine: 'new' }))
    sessions.splice(9, 1) // ended without our hearing of it
    await board.refresh()
    expect([board.rows.length, board.rows[0]?.lastLine]).toEqual([100, 'new'])
    await board.more()
    expect(new Set(board.rows.map((row) => row.sessionId)).size).toBe(120)
  })
})
