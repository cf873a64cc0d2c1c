import { describe, expect, it, vi } from 'vitest'
import type { LiveSession } from '../src/shared/liveSession'
import { Refusal } from '../src/shared/refusals'
import { FakeServer } from './fakeServer'
import { MemoryStore } from './memoryStore'

const lines = (live: LiveSession) => live.timeline.entries.map((m) => m.content)
const joined = (live: LiveSession) => vi.waitFor(() => expect(live.joined).toBe(true))

describe('a live session', () => {
  it('resumes after the last entry it has when the connection comes back', async () => {
    const server = new FakeServer()
    server.append({ content: 'one' })
    const live = await server.open()
    await joined(live)
    server.cut()
    server.append({ content: 'two' })
    server.append({ content: 'three' })
    server.restore()

    await vi.waitFor(() => expect(lines(live)).toEqual(['one', 'two', 'three']))
    expect(server.calls.filter(([method]) => method === 'Join').at(-1)).toEqual(['Join', 's', 1])
  })

  it('lets go of what it holds and reads anew when the server has less', async () => {
    const server = new FakeServer()
    for (const content of ['one', 'two', 'three']) server.append({ content })
    const live = await server.open()
    await joined(live)
    server.cut()
    server.log = server.log.slice(0, 1)
    server.append({ content: 'another two' }, false)
    server.restore()

    await vi.waitFor(() => expect(lines(live)).toEqual(['one', 'another two']))
    expect(server.calls.filter(([method]) => method === 'Join').map((call) => call[2])).toEqual([null, 3, null])
  })

  it('reads anew a restored log that has grown past what it holds', async () => {
    const server = new FakeServer()
    for (const content of ['one', 'two', 'three']) server.append({ content })
    const live = await server.open()
    await joined(live)
    server.cut()
    server.logEpoch = 1_795_161_600
    server.log = server.log.slice(0, 1)
    for (const content of ['new two', 'new three', 'new four']) server.append({ content }, false)
    server.restore()

    await vi.waitFor(() => expect(lines(live)).toEqual(['one', 'new two', 'new three', 'new four']))
    server.cut()
    server.restore()
    await vi.waitFor(() => expect(server.calls.filter(([method]) => method === 'Join').at(-1)).toEqual(['Join', 's', 4]))
  })

  it('asks the log for what the stream lost', async () => {
    const server = new FakeServer()
    server.append({ content: 'one' })
    const live = await server.open()
    await joined(live)
    server.append({ content: 'lost' }, false)
    server.append({ content: 'three' })

    expect(lines(live)).toEqual(['one'])
    await vi.waitFor(() => expect(lines(live)).toEqual(['one', 'lost', 'three']))
    expect(server.calls).toContainEqual(['history', 1])
  })

  it('joins a new connection although something of the old one still hangs', async () => {
    const server = new FakeServer()
    server.append({ content: 'one' })
    const live = await server.open()
    await joined(live)
    server.hangHistory = true
    server.append({ content: 'lost' }, false)
    server.append({ content: 'three' })
    await vi.waitFor(() => expect(server.calls).toContainEqual(['history', 1]))
    server.cut()
    server.restore()

    await vi.waitFor(() => expect(lines(live)).toEqual(['one', 'lost', 'three']))
    server.append({ content: 'four' })
    expect(lines(live)).toContain('four')
  })

  it('does not come back to a session that was left', async () => {
    const server = new FakeServer()
    const live = await server.open()
    await joined(live)
    live.close()
    server.cut()
    server.restore()

    expect(server.calls.filter(([method]) => method === 'Join')).toHaveLength(1)
  })

  it('fetches page after page when much was missed', async () => {
    const server = new FakeServer()
    server.append()
    const live = await server.open()
    await joined(live)
    server.cut()
    for (let i = 0; i < 700; i++) server.append()
    server.restore()

    await vi.waitFor(() => expect(live.timeline.last).toBe(701))
    expect(live.timeline.entries).toHaveLength(701)
  })

  it('shows an own message at once, and once', async () => {
    const live = await new FakeServer().open()
    await joined(live)
    live.send('hello')

    expect([...lines(live), ...live.unsent.map((u) => u.content)]).toEqual(['hello'])
    await vi.waitFor(() => expect(lines(live)).toEqual(['hello']))
    expect(live.unsent).toEqual([])
    expect(live.unread).toBe(0)
  })

  it('sends again, with the same id, what was stored but never acknowledged', async () => {
    const server = new FakeServer()
    const live = await server.open()
    await joined(live)
    server.loseNextReceipt = true
    live.send('hello')
    await vi.waitFor(() => expect(live.unsent[0]?.state).toBe('waiting'))
    server.restore()

    await vi.waitFor(() => expect(live.unsent).toEqual([]))
    expect(lines(live)).toEqual(['hello'])
    expect(server.log).toHaveLength(1)
    expect(server.calls.filter(([method]) => method === 'Send')).toHaveLength(2)
  })

  it('sends what was written while offline, in its order, even after a reload', async () => {
    const server = new FakeServer()
    const store = new MemoryStore()
    const before = await server.open(store)
    await joined(before)
    server.cut()
    before.send('one')
    before.send('two')
    before.close()
    const after = await server.open(store)
    server.restore()

    await vi.waitFor(() => expect(lines(after)).toEqual(['one', 'two']))
    expect(new Set(server.log.map((m) => m.clientMessageId)).size).toBe(server.log.length)
  })

  it('shows an answer as it comes, and the final entry instead of it', async () => {
    const server = new FakeServer()
    const live = await server.open()
    await joined(live)
    server.emit({ type: 'ai_chunk', sessionId: 's', replyId: 'r', chunkIndex: 0, content: 'Hel', isComplete: false })
    server.emit({ type: 'ai_chunk', sessionId: 's', replyId: 'r', chunkIndex: 1, content: 'lo', isComplete: false })
    expect(live.reply.text).toBe('Hello')
    server.append({ type: 'ai', senderId: 'ai', content: 'Hello', replyId: 'r' })
    server.emit({ type: 'ai_chunk', sessionId: 's', replyId: 'r', chunkIndex: 2, content: 'late', isComplete: true })

    expect([live.reply.replyId, lines(live)]).toEqual([null, ['Hello']])
  })

  it('takes up an answer in the middle', async () => {
    const server = new FakeServer()
    server.active = { replyId: 'r', text: 'Hello, w', chunkIndex: 3 }
    const live = await server.open()
    await joined(live)
    server.emit({ type: 'ai_chunk', sessionId: 's', replyId: 'r', chunkIndex: 4, content: 'orld', isComplete: false })

    expect(live.reply.text).toBe('Hello, world')
  })

  it('lets an agent who takes over end the answer in progress', async () => {
    const server = new FakeServer()
    const live = await server.open()
    await joined(live)
    server.emit({ type: 'ai_chunk', sessionId: 's', replyId: 'r', chunkIndex: 0, content: 'Hel', isComplete: false })
    server.emit({ type: 'assigned', sessionId: 's', agentId: 'p1', agentName: 'Pat', seq: 0 })

    expect([live.reply.replyId, live.session?.assigneeName]).toEqual([null, 'Pat'])
  })

  it('hears nothing of other sessions', async () => {
    const server = new FakeServer()
    const live = await server.open()
    await joined(live)
    server.emit({ type: 'message', message: { ...server.append({}, false), sessionId: 'other' } })
    server.emit({ type: 'ai_chunk', sessionId: 'other', replyId: 'r', chunkIndex: 0, content: 'x', isComplete: false })

    expect([lines(live), live.reply.replyId]).toEqual([[], null])
  })

  it('says why it cannot be shown', async () => {
    const server = new FakeServer()
    server.refuseJoin = new Refusal('NOT_FOUND')
    const live = await server.open()

    await vi.waitFor(() => expect(live.refusal?.code).toBe('NOT_FOUND'))
  })
})
