export interface Piece {
  text: string
  href?: string
}

const Link = /https?:\/\/[^\s<>"'`，。、；：！？（）「」『』]+/g
const TrailingMarks = /[.,;:!?)\]}]+$/

/** A text cut into plain pieces and web addresses. Only http and https become links. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const match of text.matchAll(Link)) {
    const href = match[0].replace(TrailingMarks, '')
    if (!URL.canParse(href)) continue
    if (match.index > at) pieces.push({ text: text.slice(at, match.index) })
    pieces.push({ text: href, href })
    at = match.index + href.length
  }
  if (at < text.length) pieces.push({ text: text.slice(at) })
  return pieces
}
