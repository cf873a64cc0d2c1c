import { describe, expect, it } from 'vitest'
import { placeLabels, type Bars } from '../src/components/charts/bars'

/** Each character takes eight pixels. */
const widthOf = (words: string) => words.length * 8

const bars = (values: number[][], labels: string[][], most: number): Bars =>
  ({ names: values[0]!.map((_, at) => `row ${at}`), series: values.map((of, at) => ({ colour: 'accent', values: of, labels: labels[at]! })), most })

describe('the labels of bars', () => {
  it('stand in their bars where those are long enough', () =>
    expect(placeLabels(bars([[50], [50]], [['five'], ['5 free']], 100), 400, widthOf))
      .toEqual({ inside: [['five'], ['5 free']], behind: [''], widest: 0 }))

  it('of a very short bar stand behind it, and none is lost', () => {
    const { inside, behind, widest } = placeLabels(bars([[1, 90], [99, 10]], [['1 alone', '90 alone'], ['99 handed', '10 handed']], 100), 400, widthOf)
    expect(inside).toEqual([['', '90 alone'], ['99 handed', '']])
    expect(behind).toEqual(['1 alone', '10 handed'])
    expect(widest).toBe(widthOf('10 handed'))
  })

  it('of an empty bar are left out', () => expect(placeLabels(bars([[0], [4]], [[''], ['4 free']], 4), 400, widthOf).behind).toEqual(['']))

  it('that fit only while nothing stands behind go behind, too', () => {
    // 88 pixels fit into a bar of 100 and not into what the other row's label leaves of it.
    const { inside, behind } = placeLabels(bars([[100, 1]], [['nine.chrs', 'behind!!']], 100), 100, widthOf)
    expect(inside).toEqual([['', '']])
    expect(behind).toEqual(['nine.chrs', 'behind!!'])
  })

  it('of a hundred rows each stand once', () => {
    const values = [...Array(100).keys()]
    const labels = values.map((value) => `${value} chats`)
    const { inside, behind } = placeLabels(bars([values], [labels], 99), 300, widthOf)
    expect(values.map((at) => inside[0]![at] || behind[at])).toEqual(labels)
    expect(values.filter((at) => inside[0]![at] && behind[at])).toEqual([])
  })
})
