import type { Account } from '../../shared/account'

/** A place in a log where what was looked for stands. */
export interface Hit {
  sessionId: string
  seq: number
  snippet: string
  /** Start and length, in UTF-16 units, of what was found in the snippet. */
  marks: [number, number][]
  senderId: string
  senderName?: string | null
  title?: string | null
  createdAt: string
}

export interface Hits {
  hits: Hit[]
  next?: string | null
}

/** The newest first; within one session where it is named. */
export function search(account: Account, text: string, sessionId: string | null = null, before: string | null = null): Promise<Hits> {
  const query = new URLSearchParams({ q: text })
  if (sessionId) query.set('sessionId', sessionId)
  if (before) query.set('before', before)
  return account.call('GET', `/chat/search?${query}`)
}

export interface Piece {
  text: string
  found: boolean
}

/** A snippet cut where its marks begin and end. Marks that overlap or lie outside are cut to what is there. */
export function piecesOf(snippet: string, marks: [number, number][]): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  const add = (end: number, found: boolean) => {
    if (end > at) pieces.push({ text: snippet.slice(at, end), found })
    at = Math.max(at, end)
  }
  for (const [start, length] of [...marks].sort((a, b) => a[0] - b[0])) {
    add(Math.min(start, snippet.length), false)
    add(Math.min(start + length, snippet.length), true)
  }
  add(snippet.length, false)
  return pieces
}
