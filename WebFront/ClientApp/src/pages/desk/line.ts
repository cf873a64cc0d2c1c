import type { AgentLoad } from '../../shared/protocol'
import type { DeskChanged, DeskView, Opening, RankedSession, Targets, TargetWarning } from './wire'

/** One desk's waiting line as far as this page holds it: always an unbroken part from the front. */
export interface Line {
  deskId: string
  revision: number
  waiting: RankedSession[]
  waitingCount: number
  agents: AgentLoad[]
  /** Promises about to be broken, or broken. */
  late: TargetWarning[]
  opening: Opening | null
  targets: Targets | null
}

export const lineOf = ({ deskId, revision, waiting, waitingCount, agents, late, opening, targets }: DeskView): Line => ({
  deskId, revision, waiting: [...waiting].sort(byRank), waitingCount, agents, late: late ?? [], opening: opening ?? null, targets: targets ?? null,
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
    late: change.late ?? line.late, opening: change.opening ?? line.opening, targets: change.targets ?? line.targets,
    waiting: [...kept, ...come].sort(byRank),
  }
}

/** Nobody should wait longer than this where a desk promises nothing; from a third of it on the time turns amber, past it red. Seconds. */
const UsualSeconds = 180

export type Heat = '' | 'soon' | 'late'

/** How warm the waiting of a session is: by what its desk promises, else by how long anybody should wait. */
export function heatOf(line: Line | undefined, sessionId: string, waitedSeconds: number): Heat {
  const warnings = line?.late.filter((warning) => warning.sessionId === sessionId) ?? []
  if (warnings.length > 0) return warnings.some((warning) => warning.missed) ? 'late' : 'soon'
  if (line?.targets?.firstReplySeconds || line?.targets?.resolutionSeconds) return ''
  return waitedSeconds > UsualSeconds ? 'late' : waitedSeconds > UsualSeconds / 3 ? 'soon' : ''
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
