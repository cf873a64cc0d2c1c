/** Rows as comma-separated values in which no spreadsheet finds a formula: the same rules as the server's. */
export function csvOf(rows: readonly (readonly (string | number | undefined | null)[])[]): string {
  return '\uFEFF' + rows.map((cells) => cells.map(cell).join(',') + '\r\n').join('')
}

/** A cell that begins so is run by spreadsheets, blanks before it or not; a quotation mark before it makes it text. */
const Runs = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/

function cell(value: string | number | undefined | null): string {
  const text = String(value ?? '')
  const safe = typeof value !== 'number' && Runs.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}

/** Hands a file to the browser as a download. */
export function save(file: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

export const saveCsv = (rows: Parameters<typeof csvOf>[0], name: string) =>
  save(new Blob([csvOf(rows)], { type: 'text/csv;charset=utf-8' }), `${name}-${new Date().toISOString().slice(0, 10)}.csv`)
