import { beforeEach, describe, expect, it } from 'vitest'
import { Outbox, type Store, type Unsent } from '../src/shared/outbox'
import type { Receipt } from '../src/shared/protocol'
import { Refusal } from '../src/shared/refusals'
import { memoryStore } from './memoryStore'

const receipt = (durable = true, duplicate = false): Receipt => ({ messageId: 'm', seq: 1, createdAt: '2026-01-01T00:00:00Z', duplicate, durable })

describe('an outbox', () => {
  let store: Store
  beforeEach(() => (store = memoryStore()))

  it('sends in the order of writing and forgets what is durably taken', async () => {
    const outbox = new Outbox('b1', store)
    ;['one', 'two', 'three'].forEach((text) => outbox.add('s', text))
    const sent: string[] = []
    const left = await outbox.drain('s', async (item) => (sent.push(item.content), receipt()))
    expect([left, sent, outbox.items.length, store.length]).toEqual([false, ['one', 'two', 'three'], 0, 0])
  })

  it('keeps what was never acknowledged over a reload, and sends it again with its first id', async () => {
    const before = new Outbox('b1', store)
    before.add('s', 'hello')
    const ids: string[] = []
    const left = await before.drain('s', async (item) => {
      ids.push(item.clientMessageId)
      throw new Refusal('OFFLINE')
    })
    const after = new Outbox('b1', store)
    await after.drain('s', async (item) => (ids.push(item.clientMessageId), receipt(true, true)))
    expect(left).toBe(true)
    expect(ids[1]).toBe(ids[0])
    expect(new Outbox('b1', store).items).toEqual([])
  })

  it('does not overtake: nothing is sent behind one that must wait', async () => {
    const outbox = new Outbox('b1', store)
    ;['one', 'two'].forEach((text) => outbox.add('s', text))
    const sent: string[] = []
    await outbox.drain('s', async (item) => {
      sent.push(item.content)
      throw new Refusal('STORE_UNAVAILABLE')
    })
    expect(sent).toEqual(['one'])
    expect(outbox.of('s').map((u) => u.state)).toEqual(['waiting', 'waiting'])
  })

  it('keeps what is shown but not yet durable, and asks again', async () => {
    const outbox = new Outbox('b1', store)
    outbox.add('s', 'hello')
    expect(await outbox.drain('s', async () => receipt(false))).toBe(true)
    expect(outbox.of('s')[0]!.state).toBe('accepted')
    expect(await outbox.drain('s', async () => receipt(true, true))).toBe(false)
    expect(outbox.items).toEqual([])
  })

  it('a refusal for good fails its own message only, until its writer tries again', async () => {
    const outbox = new Outbox('b1', store)
    ;['bad', 'good'].forEach((text) => outbox.add('s', text))
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
    const outbox = new Outbox('b1', store)
    outbox.add('s', 'one')
    const sent: string[] = []
    await outbox.drain('s', async (item) => {
      sent.push(item.content)
      if (sent.length === 1) outbox.add('s', 'two')
      expect(await outbox.drain('s', async () => receipt())).toBe(false)
      return receipt()
    })
    expect(sent).toEqual(['one', 'two'])
  })

  it('mixes neither users nor sessions', async () => {
    new Outbox('b1', store).add('s1', 'mine')
    new Outbox('b1', store).add('s2', 'elsewhere')
    expect(new Outbox('b2', store).items).toEqual([])
    expect(new Outbox('b1', store).of('s1').map((u) => u.content)).toEqual(['mine'])
  })

  it('goes on when the store is full, and reads past what it did not write', async () => {
    store.setItem('livechat.outbox.b1.junk', '{not json')
    const full: Store = { ...memoryStore(), setItem: () => { throw new Error('QuotaExceededError') } }
    const outbox = new Outbox('b1', full)
    outbox.add('s', 'hello')
    expect(await outbox.drain('s', async () => receipt())).toBe(false)
    expect(new Outbox('b1', store).items).toEqual([])
  })
})
