import { beforeEach, describe, expect, it } from 'vitest'
import { Outbox } from '../src/shared/outbox'
import type { Receipt } from '../src/shared/protocol'
import { Refusal } from '../src/shared/refusals'
import type { Unsent } from '../src/shared/unsent'
import { MemoryStore } from './memoryStore'

const receipt = (durable = true, duplicate = false): Receipt => ({ messageId: 'm', seq: 1, createdAt: '2026-01-01T00:00:00Z', duplicate, durable })

describe('an outbox', () => {
  let store: MemoryStore
  const open = (owner = 'b1') => Outbox.open(owner, store)
  beforeEach(() => (store = new MemoryStore()))

  it('sends in the order of writing and forgets what is durably taken', async () => {
    const outbox = await open()
    ;['one', 'two', 'three'].forEach((text) => outbox.add('s', { content: text }))
    const sent: string[] = []
    const left = await outbox.drain('s', async (item) => (sent.push(item.content), receipt()))
    expect([left, sent, outbox.items.length, store.items.size]).toEqual([false, ['one', 'two', 'three'], 0, 0])
  })

  it('keeps what was never acknowledged over a reload, and sends it again with its first id', async () => {
    const before = await open()
    before.add('s', { content: 'hello' })
    const ids: string[] = []
    const left = await before.drain('s', async (item) => {
      ids.push(item.clientMessageId)
      throw new Refusal('OFFLINE')
    })
    const after = await open()
    await after.drain('s', async (item) => (ids.push(item.clientMessageId), receipt(true, true)))
    expect(left).toBe(true)
    expect(ids[1]).toBe(ids[0])
    expect((await open()).items).toEqual([])
  })

  it('takes over what was written before there was a session, under its first id and once', async () => {
    const early = await open('early')
    early.add('', { content: 'hello' })
    const outbox = await open()
    for (let times = 0; times < 2; times++) early.items.forEach((item) => outbox.adopt(item, 's'))
    expect(outbox.items).toEqual([{ ...early.items[0], sessionId: 's' }])
    early.discard(early.items[0]!.clientMessageId)
    expect((await open()).of('s').map((item) => item.content)).toEqual(['hello'])
    expect((await open('early')).items).toEqual([])
  })

  it('does not overtake: nothing is sent behind one that must wait', async () => {
    const outbox = await open()
    ;['one', 'two'].forEach((text) => outbox.add('s', { content: text }))
    const sent: string[] = []
    await outbox.drain('s', async (item) => {
      sent.push(item.content)
      throw new Refusal('STORE_UNAVAILABLE')
    })
    expect(sent).toEqual(['one'])
    expect(outbox.of('s').map((u) => u.state)).toEqual(['waiting', 'waiting'])
  })

  it('keeps what is shown but not yet durable, and asks again', async () => {
    const outbox = await open()
    outbox.add('s', { content: 'hello' })
    expect(await outbox.drain('s', async () => receipt(false))).toBe(true)
    expect(outbox.of('s')[0]!.state).toBe('accepted')
    expect(await outbox.drain('s', async () => receipt(true, true))).toBe(false)
    expect(outbox.items).toEqual([])
  })

  it('a refusal for good fails its own message only, until its writer tries again', async () => {
    const outbox = await open()
    ;['bad', 'good'].forEach((text) => outbox.add('s', { content: text }))
    const send = async (item: Unsent) => {
      if (item.content === 'bad') throw new Error("HubException: CONTENT_REFUSED: not here")
      return receipt()
    }
    expect(await outbox.drain('s', send)).toBe(false)
    expect(outbox.of('s').map((u) => [u.content, u.state, u.problem])).toEqual([['bad', 'failed', 'CONTENT_REFUSED']])
    outbox.retry(outbox.items[0]!.clientMessageId)
    await outbox.drain('s', async () => receipt())
    expect(outbox.items).toEqual([])
  })

  it('sends what is added while it sends, once', async () => {
    const outbox = await open()
    outbox.add('s', { content: 'one' })
    const sent: string[] = []
    await outbox.drain('s', async (item) => {
      sent.push(item.content)
      if (sent.length === 1) outbox.add('s', { content: 'two' })
      expect(await outbox.drain('s', async () => receipt())).toBe(false)
      return receipt()
    })
    expect(sent).toEqual(['one', 'two'])
  })

  it('mixes neither users nor sessions', async () => {
    const outbox = await open()
    outbox.add('s1', { content: 'mine' })
    outbox.add('s2', { content: 'elsewhere' })
    expect((await open('b2')).items).toEqual([])
    expect((await open()).of('s1').map((u) => u.content)).toEqual(['mine'])
  })

  it('keeps what a message answers and the files with it', async () => {
    const uploads = ['one', 'two']
    ;(await open()).add('s', { content: '', replyToSeq: 7, uploads })
    expect((await open()).items[0]).toMatchObject({ content: '', replyToSeq: 7, uploads })
  })

  it('goes on when the store is full or forbidden', async () => {
    const refuse = () => Promise.reject(new Error('QuotaExceededError'))
    const outbox = await Outbox.open('b1', { all: refuse, keep: refuse, forget: refuse })
    outbox.add('s', { content: 'hello' })
    expect(await outbox.drain('s', async () => receipt())).toBe(false)
    expect(outbox.items).toEqual([])
  })
})
