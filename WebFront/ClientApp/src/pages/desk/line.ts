import type { AgentLoad } from '../../shared/protocol'
import type { DeskChanged, DeskView, RankedSession } from './wire'

/** One desk's waiting line as far as this page holds it: always an unbroken part from the front. */
export interface Line {
  deskId: string
  revision: number
  waiting: RankedSession[]
  waitingCount: number
  agents: AgentLoad[]
}

export const lineOf = ({ deskId, revision, waiting, waitingCount, agents }: DeskView): Line => ({
  deskId, revision, waiting: [...waiting].sort(byRank), waitingCount, agents,
})

/** The line after a change; null when the change does not follow what is held: then the desk is to be read anew. */
export function advance(line: Line, change: DeskChanged): Line | null {
  if (change.revision <= line.revision) return line // told before the desk was read
  if (change.before !== line.revision) return null
  const touched = new Set([...change.gone, ...change.waiting.map((w) => w.sessionId)])
  const kept = line.waiting.filter((w) => !touched.has(w.sessionId))
  const held = line.waiting.length >= line.waitingCount ? null : line.waiting.at(-1)!
  // Who stands behind the part that is held is not known to stand next: it comes with the next part.
  const come = change.waiting.filter((w) => !held || byRank(w, held) <= 0)
  return {
    deskId: line.deskId, revision: change.revision, waitingCount: change.waitingCount, agents: change.agents ?? line.agents,
    waiting: [...kept, ...come].sort(byRank),
  }
}

/** The line with the part behind the last one held. */
export function extend(line: Line, part: RankedSession[]): Line {
  const known = new Set(line.waiting.map((w) => w.sessionId))
  return { ...line, waiting: [...line.waiting, ...part.filter((w) => !known.has(w.sessionId))].sort(byRank) }
}

/** As the server orders them: by rank, then who waits longer, then by id. */
export function byRank(one: RankedSession, other: RankedSession): number {
  return one.rank - other.rank || compare(one.waitingSince, other.waitingSince) || compare(one.sessionId, other.sessionId)
}

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0)
