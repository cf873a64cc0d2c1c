import type { QuickReply } from './wire'

/** What is being typed after a `/`: from where to where it stands in the text. */
export interface Slash {
  from: number
  to: number
  query: string
}

/** The shortcut at the caret: a `/` at the beginning or after a blank, and what follows it up to the caret. */
export function slashAt(text: string, caret: number): Slash | null {
  const found = /(?:^|\s)\/([^\s/]*)$/.exec(text.slice(0, caret))
  if (!found) return null
  const query = found[1]!
  return { from: caret - query.length - 1, to: caret, query: query.toLocaleLowerCase() }
}

/** Those that fit, best first: by the beginning of the shortcut, by a part of it, by the words. The agent's own come before the desk's. */
export function fitting(replies: QuickReply[], query: string): QuickReply[] {
  const ranked = replies.map((reply) => ({ reply, rank: rankOf(reply, query) })).filter(({ rank }) => rank !== null)
  return ranked
    .sort((a, b) => a.rank! - b.rank! || Number(!!a.reply.deskId) - Number(!!b.reply.deskId) || a.reply.shortcut.localeCompare(b.reply.shortcut))
    .map(({ reply }) => reply)
}

function rankOf({ shortcut, content }: QuickReply, query: string): number | null {
  if (shortcut === query) return 0
  if (shortcut.startsWith(query)) return 1
  if (shortcut.includes(query)) return 2
  return content.toLocaleLowerCase().includes(query) ? 3 : null
}

/** The words with their blanks filled in; a blank that nothing is known for stays, so that the writer sees it. */
export const filledIn = (content: string, blanks: Record<string, string | undefined>): string =>
  content.replace(/\{(\w+)\}/g, (blank, name: string) => blanks[name] || blank)
