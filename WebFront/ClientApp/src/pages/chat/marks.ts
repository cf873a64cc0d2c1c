/** Paints the words within an entry that is shown, without touching what is drawn. */
export function markWords(entry: Element | null, words: string): void {
  if (!entry || !('highlights' in CSS)) return
  const ranges: Range[] = []
  const wanted = words.trim().toLowerCase()
  const texts = document.createTreeWalker(entry, NodeFilter.SHOW_TEXT)
  for (let node = texts.nextNode(); node && wanted; node = texts.nextNode()) {
    const text = node.textContent!.toLowerCase()
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
      const range = new Range()
      range.setStart(node, at)
      range.setEnd(node, at + wanted.length)
      ranges.push(range)
    }
  }
  CSS.highlights.set('found', new Highlight(...ranges))
}
