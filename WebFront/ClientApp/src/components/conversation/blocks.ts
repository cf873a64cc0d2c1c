import type { Row } from './rows'

/** So many numbers of the log stand in one block. */
const BlockSize = 40

export interface Block {
  key: string
  rows: Row[]
}

/**
 * The rows in blocks whose bounds hang on the log's numbers: what is loaded before or comes after changes none of those
 * that are drawn. What has no number of its own stands with what is before it; a day with what follows it.
 */
export function blocksOf(rows: readonly Row[]): Block[] {
  const blocks: Block[] = []
  let days: Row[] = []
  for (const row of rows) {
    if (row.kind === 'day') {
      days.push(row)
      continue
    }
    const key = numberOf(row) ?? blocks.at(-1)?.key ?? '0'
    if (blocks.at(-1)?.key !== key) blocks.push({ key, rows: [] })
    blocks.at(-1)!.rows.push(...days, row)
    days = []
  }
  return blocks
}

const numberOf = (row: Row): string | null =>
  row.kind === 'message' || row.kind === 'system' ? String(Math.floor(row.message.seq / BlockSize)) : null
