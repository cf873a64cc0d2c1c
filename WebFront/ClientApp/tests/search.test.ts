import { describe, expect, it } from 'vitest'
import { piecesOf } from '../src/pages/chat/search'

const shape = (snippet: string, marks: [number, number][]) => piecesOf(snippet, marks).map((p) => (p.found ? `[${p.text}]` : p.text)).join('')

describe('a snippet', () => {
  it.each<[string, [number, number][], string]>([
    ['普洱茶還有嗎', [[0, 3]], '[普洱茶]還有嗎'],
    ['tea and tea', [[8, 3], [0, 3]], '[tea] and [tea]'],
    ['none', [], 'none'],
    ['', [], ''],
    ['overlap', [[0, 4], [2, 5]], '[over][lap]'],
    ['short', [[3, 99]], 'sho[rt]'],
    ['outside', [[99, 3]], 'outside'],
    ['<b>', [[0, 3]], '[<b>]'],
  ])('%j with %j is cut at its marks', (snippet, marks, expected) => expect(shape(snippet, marks)).toBe(expected))
})
