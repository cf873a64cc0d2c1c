import { describe, expect, it } from 'vitest'
import { Timeline } from '../src/shared/timeline'
import { entry, entries } from './entries'

const seqs = (timeline: Timeline) => timeline.entries.map((m) => m.seq)

describe('a timeline', () => {
  it('shows entries in the order of the log, whatever order they come in', () => {
    const timeline = new Timeline()
    timeline.fill(0, entries(1, 3))
    for (const seq of [6, 4, 7, 5]) timeline.add(entry(seq))
    expect(seqs(timeline)).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(timeline.hasGap).toBe(false)
  })

  it('drops what it has', () => {
    const timeline = new Timeline()
    timeline.fill(0, entries(1, 3))
    timeline.add(entry(2))
    timeline.add(entry(3))
    timeline.fill(1, entries(2, 4))
    expect(seqs(timeline)).toEqual([1, 2, 3, 4])
  })

  it('holds back what stands behind a hole until the hole is filled', () => {
    const timeline = new Timeline()
    timeline.fill(0, entries(1, 3))
    timeline.add(entry(6))
    expect(seqs(timeline)).toEqual([1, 2, 3])
    expect(timeline.hasGap).toBe(true)
    timeline.fill(3, entries(4, 5))
    expect(seqs(timeline)).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('knows that something is missing when the log is said to reach further', () => {
    const timeline = new Timeline()
    timeline.fill(0, entries(1, 3))
    timeline.expect(5)
    expect(timeline.hasGap).toBe(true)
    timeline.fill(3, entries(4, 5))
    expect(timeline.hasGap).toBe(false)
  })

  it('does not take a page that would leave a hole', () => {
    const timeline = new Timeline()
    timeline.fill(0, entries(1, 3))
    timeline.fill(7, entries(8, 9))
    expect(seqs(timeline)).toEqual([1, 2, 3])
  })

  it('begins at the newest page and grows backwards', () => {
    const timeline = new Timeline()
    timeline.fill(0, entries(51, 53))
    timeline.prepend(entries(48, 51))
    expect(seqs(timeline)).toEqual([48, 49, 50, 51, 52, 53])
  })

  it('survives a shuffled, repeated stream of a thousand entries', () => {
    const timeline = new Timeline()
    const stream = [...entries(1, 1000), ...entries(1, 1000)].sort((a, b) => ((a.seq * 7919) % 401) - ((b.seq * 7919) % 401))
    for (const message of stream) {
      timeline.add(message)
      while (timeline.hasGap) timeline.fill(timeline.last, entries(timeline.last + 1, timeline.last + 20))
    }
    expect(seqs(timeline).slice(0, 1000)).toEqual(entries(1, 1000).map((m) => m.seq))
    expect(new Set(seqs(timeline)).size).toBe(timeline.entries.length)
  })

  it('never undoes a recall, early or late', () => {
    const timeline = new Timeline()
    timeline.fill(0, entries(1, 2))
    timeline.add(entry(4))
    timeline.recall(2)
    timeline.recall(4)
    timeline.add(entry(2))
    timeline.fill(2, [entry(3)])
    expect(timeline.entries.filter((m) => m.recalled).map((m) => [m.seq, m.content])).toEqual([[2, ''], [4, '']])
  })

  it('changes reactions in the order of the log, whatever order the entries come in', () => {
    const reacted = (seq: number, on: boolean, userId = 'b2') =>
      entry(seq, { type: 'system', content: '', event: { name: 'reacted', args: { seq: '1', emoji: '👍', userId, on: String(on) } } })
    const timeline = new Timeline()
    timeline.fill(0, [entry(1)])
    timeline.add(reacted(3, false))
    timeline.add(reacted(4, true, 'b3'))
    expect(timeline.get(1)!.reactions).toBeUndefined()
    timeline.add(reacted(2, true))
    timeline.add(reacted(2, true))
    expect(timeline.get(1)!.reactions).toEqual([{ emoji: '👍', userIds: ['b3'] }])
    timeline.react(1, [{ emoji: '👍', userIds: ['b3'] }])
    timeline.add(reacted(5, false, 'b3'))
    expect(timeline.get(1)!.reactions).toEqual([])
  })

  it('gives what was taken back no reactions', () => {
    const timeline = new Timeline()
    timeline.fill(0, [entry(1)])
    timeline.recall(1)
    timeline.react(1, [{ emoji: '👍', userIds: ['b3'] }])
    expect(timeline.get(1)!.reactions).toBeNull()
  })
})
