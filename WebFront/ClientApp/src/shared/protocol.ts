/** What crosses the wire, as docs/protocol.md tells it. Times are ISO 8601 in UTC. */

export type Role = 'visitor' | 'customer' | 'agent' | 'admin'
export type SessionKind = 'assistant' | 'support' | 'direct' | 'group'
export type SessionStatus = 'open' | 'waiting' | 'assigned' | 'closed' | 'deleted'
export type Control = 'people' | 'assistant' | 'agent'
export type MessageType = 'user' | 'ai' | 'agent' | 'system'
export type AgentStatus = 'online' | 'busy' | 'away' | 'offline'

export interface User {
  id: string
  name: string
  role: Role
  desks?: string[]
}

export interface SignIn {
  accessToken: string
  refreshToken: string
  /** Seconds for which the access token is good. */
  expiresIn: number
  user: User
}

/** A file that belongs to a message. Its bytes are fetched with the reader's token. */
export interface Attachment {
  fileId: string
  name: string
  /** Bytes. */
  size: number
  contentType: string
  url: string
  thumbnailUrl?: string | null
  width?: number | null
  height?: number | null
  /** Length of what can be played. */
  seconds?: number | null
}

export interface Reaction {
  emoji: string
  userIds: string[]
}

/** What a customer thought of it: 1 to 5. */
export interface Rating {
  score: number
  comment?: string | null
}

/** What somebody may do in a group. */
export type GroupRole = 'owner' | 'admin' | 'member'

/** Who is in a session, and up to where each has read. */
export interface Member {
  userId: string
  name: string
  role: Role
  readSeq: number
  groupRole?: GroupRole
  /** The entry that says that they joined; 0 for who was there from the beginning. */
  joinedSeq?: number
}

export interface Session {
  sessionId: string
  kind: SessionKind
  title?: string | null
  status: SessionStatus
  deskId?: string | null
  creatorId?: string
  assigneeId?: string | null
  assigneeName?: string | null
  /** Who answers by itself. */
  control?: Control
  /** Of a large group only the first; `memberCount` counts all. */
  members?: Member[]
  memberCount?: number
  createdAt?: string
  lastSeq: number
  /** Absent where a change is told to all readers alike. */
  unread?: number
  updatedAt: string
  rating?: Rating | null
}

export interface Citation {
  articleId: string
  title: string
}

/** What happened, for a `system` entry, so that each reader sees it in their own language. */
export interface EntryEvent {
  name: string
  args?: Record<string, string>
}

export interface Message {
  messageId: string
  sessionId: string
  seq: number
  type: MessageType
  senderId: string
  senderName?: string | null
  content: string
  clientMessageId?: string | null
  attachments?: Attachment[] | null
  replyToSeq?: number | null
  reactions?: Reaction[] | null
  citations?: Citation[] | null
  recalled?: boolean
  createdAt: string
  event?: EntryEvent | null
  /** The assistant's reply that this entry ends. */
  replyId?: string | null
  /** Why an answer ends before its end; absent when it is whole. */
  interrupted?: string | null
}

export interface Receipt {
  messageId: string
  seq: number
  createdAt: string
  duplicate: boolean
  /** False while the entry is shown to others but not yet in the database. */
  durable: boolean
}

export interface QueuePlace {
  position: number
  etaSeconds?: number | null
}

export interface ActiveReply {
  replyId: string
  text: string
  /** The index of the last chunk that `text` holds. */
  chunkIndex: number
}

export interface Joined {
  session: Session
  messages: Message[]
  lastSeq: number
  hasMore: boolean
  /** Private notes, for staff. */
  notes?: Message[] | null
  activeReply?: ActiveReply | null
  queue?: QueuePlace | null
}

export interface History {
  sessionId: string
  messages: Message[]
  totalCount: number
  lastSeq: number
}

export interface Offer {
  sessionId: string
  deskId: string
  waitSeconds: number
  /** 0 (usual) to 3 (most). */
  urgency: number
  summary?: string | null
  expiresAt: string
}

export interface WaitingSession {
  sessionId: string
  visitorName: string
  waitingSince: string
  urgency: number
  position: number
  summary?: string | null
  /** The agent who has been offered it. */
  offeredTo?: string | null
}

export interface AgentLoad {
  agentId: string
  name: string
  status: AgentStatus
  active: number
  capacity: number
}

/** A desk as its staff sees it. `waiting` holds the first two hundred of `waitingCount`. */
export interface DeskSnapshot {
  deskId: string
  waiting: WaitingSession[]
  waitingCount: number
  agents: AgentLoad[]
}

/** All that the server says through its one client method, by `type`. */
export type ServerEvent =
  | { type: 'message'; message: Message }
  | { type: 'system'; message: string; code?: string }
  | { type: 'left'; sessionId: string; reason: string }
  | { type: 'recalled'; sessionId: string; seq: number }
  | { type: 'reaction'; sessionId: string; seq: number; reactions: Reaction[] }
  | { type: 'ai_chunk'; sessionId: string; replyId: string; chunkIndex: number; content: string; isComplete: boolean }
  | { type: 'ai_complete'; sessionId: string; replyId: string; messageId: string; seq: number; fullResponse: string; tokenCount: number; citations?: Citation[] }
  | { type: 'ai_interrupted'; sessionId: string; replyId: string; reason: string }
  | { type: 'typing'; sessionId: string; userId: string; isTyping: boolean }
  | { type: 'read'; sessionId: string; userId: string; seq: number }
  | { type: 'receipts'; sessionId: string; seq: number; readBy: number; total: number }
  | { type: 'presence'; userId: string; status: AgentStatus; lastSeen?: string }
  | { type: 'status'; sessionId: string; status: SessionStatus; seq: number }
  | { type: 'assigned'; sessionId: string; agentId: string; agentName: string; seq: number }
  | { type: 'queue'; sessionId: string; position: number; etaSeconds?: number | null }
  | ({ type: 'offer' } & Offer)
  | { type: 'offer_withdrawn'; sessionId: string; reason: string }
  | ({ type: 'desk' } & DeskSnapshot)
  | { type: 'session'; session: Session }
  | { type: 'note'; sessionId: string; note: Message }
  | { type: 'error'; code: string; message: string }

export type EventOf<T extends ServerEvent['type']> = Extract<ServerEvent, { type: T }>
