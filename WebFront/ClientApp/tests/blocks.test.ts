import { describe, expect, it } from 'vitest'
import { Blocks } from '../src/components/conversation/blocks'
import type { Unsent } from '../src/shared/unsent'
import { entries, entry } from './entries'

const keysOf = (from: number, to: number) => new Blocks('x').of(entries(from, to), [], []).map((block) => block.key)
const unsent: Unsent = { clientMessageId: 'c', sessionId: 's', content: 'x', queuedAt: '', state: 'sending' }

describe('the blocks of a long conversation', () => {
  it('hold every line once and in order', () => {
    const note = entry(1, { messageId: 'n', createdAt: entry(55).createdAt.replace('.000', '.500') })
    const blocks = new Blocks('x').of(entries(1, 200), [note], [unsent])
    const keys = blocks.flatMap((block) => block.rows.filter((row) => row.kind !== 'day').map((row) => row.key))
    const log = entries(1, 200).map((message) => message.messageId)
    expect(keys).toEqual([...log.slice(0, 55), 'n', ...log.slice(55), 'c'])
  })

  it('keep their bounds when more is loaded before or comes after', () => {
    expect(keysOf(130, 210)).toEqual(['6', '7', '8', '9', '10'])
    expect(keysOf(80, 241)).toEqual(['4', '5', '6', '7', '8', '9', '10', '11', '12'])
  })

  it('let what is not sent yet stand with the last, so that it need not be drawn anew when it is', () => {
    expect(new Blocks('x').of(entries(41, 50), [], [unsent]).map((block) => block.rows.length)).toEqual([12])
    expect(new Blocks('x').of([], [], [unsent]).length).toBe(1)
    expect(new Blocks('x').of([], [], [])).toEqual([])
  })

  it('stay the same objects when what they hold stays the same: one more line of ten thousand makes one block anew', () => {
    const log = entries(1, 10_000)
    const blocks = new Blocks('x')
    const before = blocks.of(log, [], [])
    const after = blocks.of([...log, entry(10_001)], [], [])
    expect(before.length).toBe(501)
    expect(after.filter((block, at) => block !== before[at]).map((block) => block.key)).toEqual(['500'])
  })

  it('are made anew where a line has changed, and where it changes how its neighbours are drawn', () => {
    const log = entries(1, 200)
    const blocks = new Blocks('x')
    const before = blocks.of(log, [], [])
    const changed = log.map((message) => (message.seq === 80 ? { ...message, senderId: 'm1' } : message))
    const after = blocks.of(changed, [], [])
    expect(after.filter((block, at) => block !== before[at]).map((block) => block.key)).toEqual(['3', '4'])
    expect(after).toEqual(new Blocks('x').of(changed, [], []))
  })

  it('are those of a fresh look, whatever comes, goes and changes', () => {
    let seed = 1
    const random = (most: number) => (seed = (seed * 48271) % 2147483647) % most
    const blocks = new Blocks('b1')
    let log = entries(100, 110)
    for (let turn = 0; turn < 80; turn++) {
      const [first, last] = [log[0]!.seq, log.at(-1)!.seq]
      const what = random(4)
      if (what === 0) log = [...entries(Math.max(1, first - 25), first - 1), ...log]
      else if (what === 1) log = log.map((message) => (random(40) === 0 ? { ...message, recalled: true, senderId: `p${random(3)}` } : message))
      else log = [...log, entry(last + 1, random(5) === 0 ? { type: 'system', event: { name: 'reacted', args: {} } } : { senderId: `p${random(2)}` })]
      if (random(30) === 0) log = log.slice(-60)
      const notes = turn > 20 ? [entry(1, { messageId: 'n', createdAt: entry(105).createdAt.replace('.000', '.500') })] : []
      expect(blocks.of(log, notes, [])).toEqual(new Blocks('b1').of(log, notes, []))
    }
  })
})
