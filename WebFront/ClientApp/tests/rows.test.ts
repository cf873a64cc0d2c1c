import { describe, expect, it } from 'vitest'
import { piecesOf } from '../src/components/conversation/links'
import { Blocks } from '../src/components/conversation/blocks'
import type { Row } from '../src/components/conversation/rows'
import type { Message } from '../src/shared/protocol'
import type { Unsent } from '../src/shared/unsent'
import { delayBefore } from '../src/shared/backoff'
import { uuid7 } from '../src/shared/ids'
import { entry } from './entries'

const rowsOf = (entries: Message[], notes: Message[], unsent: Unsent[], me: string): Row[] =>
  new Blocks(me).of(entries, notes, unsent).flatMap((block) => block.rows)

describe('the lines of a conversation', () => {
  it('groups what one sender says in a row, and closes the group with one time', () => {
    const log = [entry(1), entry(2), entry(3, { senderId: 'm1' }), entry(4)]
    const groups = rowsOf(log, [], [], 'm1').filter((r) => r.kind === 'message').map((r) => [r.mine, r.opens, r.closes])
    expect(groups).toEqual([[false, true, false], [false, false, true], [true, true, true], [false, true, true]])
  })

  it('weaves private notes in by time, and leaves out the log’s own word of a recall', () => {
    const recall = entry(3, { type: 'system', event: { name: 'recalled', args: { seq: '1' } } })
    const note = entry(1, { messageId: 'n', createdAt: entry(1).createdAt.replace('01.000', '01.500') })
    const kinds = rowsOf([entry(1), entry(2), recall], [note], [], 'x').map((r) => r.kind)
    expect(kinds).toEqual(['day', 'message', 'note', 'message'])
  })

  it('keeps the key of an optimistic bubble when its receipt comes', () => {
    const unsent = { clientMessageId: 'c1', sessionId: 's', content: 'hi', queuedAt: '', state: 'sending' as const }
    const keyBefore = rowsOf([], [], [unsent], 'b1').at(-1)!.key
    const keyAfter = rowsOf([entry(1, { clientMessageId: 'c1' })], [], [], 'b1').at(-1)!.key
    expect(keyAfter).toBe(keyBefore)
  })
})

describe('links', () => {
  it('are made of http and https alone, without the marks around them', () => {
    const text = '見 https://example.com/a?b=1，或 (http://x.tw/). javascript:alert(1) <img src=x onerror=alert(1)>'
    expect(piecesOf(text).filter((p) => p.href).map((p) => p.href)).toEqual(['https://example.com/a?b=1', 'http://x.tw/'])
    expect(piecesOf(text).map((p) => p.text).join('')).toBe(text)
  })
})

describe('the pauses between tries', () => {
  it('are short while a restart may take, then grow, are bounded, and differ', () => {
    expect(delayBefore(1, () => 0)).toBe(250)
    expect(delayBefore(1, () => 1)).toBe(500)
    expect(delayBefore(10, () => 1)).toBe(1000)
    expect(delayBefore(12, () => 1)).toBe(4000)
    expect(delayBefore(5000, () => 1)).toBe(15_000)
  })
})

describe('an id', () => {
  it('is a UUID of version 7', () => {
    const id = uuid7(4_000_000_000_000)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(4_000_000_000_000)
  })

  it('is greater than the one before, also within a millisecond and when the clock goes back', () => {
    const ids = Array.from({ length: 10_000 }, (_, i) => uuid7(4_000_000_000_000 - i))
    expect([...ids].sort()).toEqual(ids)
    expect(new Set(ids).size).toBe(ids.length)
  })
})
