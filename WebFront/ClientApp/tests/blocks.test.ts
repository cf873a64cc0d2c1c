import { describe, expect, it } from 'vitest'
import { blocksOf } from '../src/components/conversation/blocks'
import { rowsOf } from '../src/components/conversation/rows'
import type { Unsent } from '../src/shared/unsent'
import { entries, entry } from './entries'

const keysOf = (from: number, to: number) => blocksOf(rowsOf(entries(from, to), [], [], 'x')).map((block) => block.key)

describe('the blocks of a long conversation', () => {
  it('hold every row once and in order', () => {
    const note = entry(1, { messageId: 'n', createdAt: entry(55).createdAt.replace('.000', '.500') })
    const unsent: Unsent = { clientMessageId: 'c', sessionId: 's', content: 'x', queuedAt: '', state: 'sending' }
    const rows = rowsOf(entries(1, 200), [note], [unsent], 'x')
    expect(blocksOf(rows).flatMap((block) => block.rows.map((row) => row.key))).toEqual(rows.map((row) => row.key))
  })

  it('keep their bounds when more is loaded before or comes after', () => {
    expect(keysOf(130, 210)).toEqual(['3', '4', '5'])
    expect(keysOf(80, 241)).toEqual(['2', '3', '4', '5', '6'])
  })

  it('let what is not sent yet stand with the last, so that it need not be drawn anew when it is', () => {
    const unsent: Unsent = { clientMessageId: 'c', sessionId: 's', content: 'x', queuedAt: '', state: 'sending' }
    expect(blocksOf(rowsOf(entries(41, 50), [], [unsent], 'x')).map((block) => block.rows.length)).toEqual([12])
    expect(blocksOf(rowsOf([], [], [unsent], 'x')).length).toBe(1)
    expect(blocksOf([])).toEqual([])
  })

  it('of ten thousand are found in a moment', () => {
    const rows = rowsOf(entries(1, 10_000), [], [], 'x')
    expect(blocksOf(rows).length).toBe(251)
  })
})
