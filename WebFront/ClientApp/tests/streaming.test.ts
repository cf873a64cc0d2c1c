import { describe, expect, it } from 'vitest'
import { endOfSentences } from '../src/components/conversation/sentences'
import { nextOf } from '../src/components/conversation/smooth'

describe('text that streams', () => {
  it('appears in beats, more at a time the more is hidden, and whole in the end', () => {
    const text = 'x'.repeat(400)
    const steps: number[] = []
    for (let shown = ''; shown !== text; steps.push(shown.length)) shown = nextOf(shown, text)
    expect(steps.slice(0, 3)).toEqual([100, 175, 232])
    expect(steps.at(-1)).toBe(400)
    expect(steps.length).toBeLessThan(25) // beats of 40 ms: within a second, however much came at once
  })

  it('is never far behind a steady stream', () => {
    let shown = ''
    for (let beat = 1; beat <= 200; beat++) {
      shown = nextOf(shown, 'x'.repeat(beat * 8))
      expect(beat * 8 - shown.length).toBeLessThan(4 * 8)
    }
  })

  it('does not cut a character in two', () => {
    const text = '😀'.repeat(9)
    for (let shown = ''; shown !== text; ) {
      shown = nextOf(shown, text)
      expect(() => encodeURIComponent(shown)).not.toThrow()
    }
  })
})

describe('what is read aloud', () => {
  it.each([
    ['您好。我想', 3],
    ['您好！「請稍候。」再', 9],
    ['It costs 3.50 today. And', 20],
    ['It costs 3.', 0],
    ['One\ntwo', 4],
    ['nothing yet', 0],
    ['Really?! Yes', 8],
  ])('of “%s” the first %i characters are whole sentences', (text, end) => expect(endOfSentences(text)).toBe(end))
})
