import type { components } from './api'

/** What crosses the wire, as docs/protocol.md tells it. Times are ISO 8601 in UTC. */

type Schemas = components['schemas']

/** A record of REST as the server itself describes it (`npm run types`). What it leaves out may be null here too. */
type Wire<Name extends keyof Schemas> = {
  [Field in keyof Schemas[Name]]: undefined extends Schemas[Name][Field] ? Schemas[Name][Field] | null : Schemas[Name][Field]
}

export type Role = Schemas['UserRole']
export type SessionKind = Schemas['SessionKind']
export type SessionStatus = Schemas['SessionStatus']
export type Control = Schemas['SessionControl']
export type MessageType = Schemas['MessageType']
export type AgentStatus = Schemas['PresenceStatus']
export type User = Schemas['WireUser']
export type SignIn = Schemas['SignedIn']
/** What somebody may do in a group. */
export type GroupRole = NonNullable<Schemas['SessionMember']['groupRole']>
/** Who is in a session, and up to where each has read. */
export type Member = Schemas['SessionMember']
export type Session = Wire<'WireSession'>
export type Citation = Schemas['Citation']
/** A file that belongs to a message. Its bytes are fetched with the reader's token. */
export type Attachment = Schemas['Attachment'] & { url: string }
export type Reaction = Schemas['Reaction']
/** What a customer thought of it: 1 to 5. */
export type Rating = Schemas['Rating']
/** What happened, for a `system` entry, so that each reader sees it in their own language. */
export type EntryEvent = Schemas['SystemEvent']
export type Message = Omit<Wire<'Message'>, 'attachments'> & { attachments?: Attachment[] | null }
export type Receipt = Schemas['Receipt']
export type History = Omit<Schemas['WireHistory'], 'messages'> & { messages: Message[] }
export type AgentLoad = Schemas['AgentLoad']
export type WaitingSession = Wire<'WaitingSession'>
/** A desk as its staff sees it. `waiting` holds the first two hundred of `waitingCount`. */
export type Offer = Wire<'Offer'>

export type TicketStatus = Schemas['TicketStatus']
export type TicketPriority = Schemas['TicketPriority']
/** A customer's matter that outlives a conversation. In lists and events its description is left out. */
export type Ticket = Wire<'WireTicket'>
export type TicketComment = Schemas['WireComment']
export type TicketEntry = Wire<'WireTicketEntry'>
/** A ticket with the newest part of what was said of it, and of what became of it. */
export type TicketView = Wire<'WireTicketView'>

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
  | { type: 'session'; session: Session }
  | { type: 'note'; sessionId: string; note: Message }
  | { type: 'ticket'; deskId?: string; assigned?: boolean; ticket: Ticket }
  | { type: 'error'; code: string; message: string }

export type EventOf<T extends ServerEvent['type']> = Extract<ServerEvent, { type: T }>
