/** Bars that lie, one row a name, in parts that stand behind each other. */
export interface Bars {
  names: string[]
  series: { colour: 'accent' | 'warning' | 'rest'; values: number[]; labels: string[] }[]
  /** Where the axis ends. */
  most: number
}

/** Where the words of each bar stand. */
export interface Placed {
  /** By part, then by row: the label that stands in its bar, or nothing. */
  inside: string[][]
  /** By row: what finds no room in its bar, behind the last of them. */
  behind: string[]
  /** How much room the longest of those takes, in pixels. */
  widest: number
}

/** What a label keeps free around its words. */
export const EdgePx = 12

/** Which labels stand in their bars, and which behind them. `roomPx` is how long the longest bar could be. */
export function placeLabels({ names, series, most }: Bars, roomPx: number, widthOf: (words: string) => number): Placed {
  const place = (room: number) => series.map(({ values, labels }) =>
    labels.map((label, at) => ((values[at]! / most) * room >= widthOf(label) + EdgePx ? label : '')))
  const rest = (inside: string[][]) => names.map((_, at) => series.map(({ labels }, of) => (inside[of]![at] ? '' : labels[at])).filter(Boolean).join(' · '))
  const widestOf = (behind: string[]) => Math.max(0, ...behind.map(widthOf))
  // What stands behind takes room from all bars: once more with what is left.
  const inside = place(roomPx - widestOf(rest(place(roomPx))))
  const behind = rest(inside)
  return { inside, behind, widest: widestOf(behind) }
}
