import type { AgentLoad, Citation, Control, MessageType, Offer, SessionKind, SessionStatus, WaitingSession } from '../../shared/protocol'

/** What crosses the wire for the desk alone, as docs/protocol.md tells it. */

export interface RankedSession extends WaitingSession {
  /** Orders the line: the smaller, the earlier. */
  rank: number
  language?: string | null
}

/** A promise that is about to be broken, or is. */
export interface TargetWarning {
  sessionId: string
  target: 'first_reply' | 'resolution'
  dueAt: string
  missed: boolean
  customerName?: string | null
  agentId?: string | null
}

/** Whether a desk serves, and until when that stays so. */
export interface Opening {
  open: boolean
  until?: string | null
}

/** What is promised to who waits. */
export interface Targets {
  firstReplySeconds?: number | null
  resolutionSeconds?: number | null
  warnPercent: number
}

/** A desk as its staff sees it; of who waits, a part from the front. */
export interface DeskView {
  deskId: string
  waiting: RankedSession[]
  waitingCount: number
  agents: AgentLoad[]
  revision: number
  /** Those that stand for this agent. */
  offers?: Offer[] | null
  late?: TargetWarning[] | null
  opening?: Opening | null
  targets?: Targets | null
}

export interface DeskChanged {
  type: 'desk'
  deskId: string
  before: number
  revision: number
  waiting: RankedSession[]
  gone: string[]
  waitingCount: number
  agents?: AgentLoad[] | null
  late?: TargetWarning[] | null
  opening?: Opening | null
  targets?: Targets | null
}

/** A conversation as a row of the desk's list. */
export interface DeskSession {
  sessionId: string
  kind: SessionKind
  title: string
  status: SessionStatus
  control: Control
  deskId?: string | null
  customerId: string
  customerName: string
  assigneeId?: string | null
  assigneeName?: string | null
  waitingSince?: string | null
  urgency: number
  lastSeq: number
  lastLine?: string | null
  lastType?: MessageType | null
  language?: string | null
  createdAt: string
  updatedAt: string
}

export interface DeskSessionPage {
  sessions: DeskSession[]
  next?: string | null
}

export interface Viewer {
  userId: string
  name: string
  isTyping: boolean
}

export interface QuickReply {
  id: string
  deskId?: string | null
  ownerId?: string | null
  shortcut: string
  content: string
  updatedAt: string
}

/** How a message sounds: -100 (worst) to 100 (best). */
export interface Mood {
  seq: number
  score: number
}

export interface SessionMoods {
  moods: Mood[]
  current: number
}

/** A draft of the agent's next message; its text is empty when nothing suggests itself. */
export interface SuggestedReply {
  text: string
  /** The articles that it rests on. */
  citations: Citation[]
  upToSeq: number
}

export type DeskEvent =
  | ({ type: 'mood'; sessionId: string } & Mood)
  | DeskChanged
  | { type: 'desk_session'; deskId: string; session: DeskSession }
  | ({ type: 'viewing'; sessionId: string; isViewing: boolean } & Viewer)
