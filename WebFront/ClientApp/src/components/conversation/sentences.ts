const End = /(?:[。！？!?…]+["'」』）)]*|\.(?=\s)|\n)/g

/** Up to where the text consists of whole sentences. */
export function endOfSentences(text: string): number {
  let end = 0
  for (const match of text.matchAll(End)) end = match.index + match[0].length
  return end
}
