import { LiveSession, type LiveContext } from './liveSession'
import type { Session } from './protocol'
import { view } from './view'

/** So many conversations are followed at once; older ones are joined when they are opened. */
const MostFollowed = 50

/** Why somebody is not in a conversation any more, for good. */
const Gone = ['left', 'removed', 'deleted']

interface SessionList {
  sessions: Session[]
  next?: string | null
}

/** The user's own conversations, newest first, each followed so that its row tells what is new. */
export class Inbox {
  rows: LiveSession[] = []
  next: string | null = null

  private constructor(private readonly context: LiveContext, private readonly wanted: (session: Session) => boolean) {}

  static of(context: LiveContext, wanted: (session: Session) => boolean = () => true): Inbox {
    const inbox = view.live(new Inbox(context, wanted))
    inbox.attach()
    return inbox
  }

  get sorted(): LiveSession[] {
    return [...this.rows].sort((a, b) => (lastAt(a) < lastAt(b) ? 1 : -1))
  }

  async load(): Promise<void> {
    const query = this.next ? `?next=${encodeURIComponent(this.next)}` : ''
    const page = await this.context.account.call<SessionList>('GET', `/chat/sessions${query}`)
    this.next = page.next ?? null
    page.sessions.filter(this.wanted).forEach((session) => this.add(session.sessionId, session))
  }

  /** The conversation with this id; new ones are followed while there are not too many. */
  add(id: string, session: Session | null = null): LiveSession {
    const known = this.rows.find((row) => row.id === id)
    if (known) return known
    this.rows.push(LiveSession.of(id, this.context, session))
    const live = this.rows.at(-1)! // the reactive one
    if (this.rows.filter((row) => row.followed).length < MostFollowed) live.follow()
    return live
  }

  /** For reading and writing: it is followed, however many are. */
  open(id: string): LiveSession {
    const live = this.add(id)
    live.follow()
    return live
  }

  drop(id: string): void {
    this.rows.find((row) => row.id === id)?.close()
    this.rows = this.rows.filter((row) => row.id !== id)
  }

  private attach(): void {
    this.context.connection.listen((event) => {
      if (event.type === 'left' && Gone.includes(event.reason)) this.drop(event.sessionId)
      if (event.type !== 'session') return
      if (event.session.status === 'deleted') this.drop(event.session.sessionId)
      else if (this.wanted(event.session)) this.add(event.session.sessionId, event.session)
    })
  }
}

const lastAt = (live: LiveSession) => live.timeline.entries.at(-1)?.createdAt ?? live.session?.updatedAt ?? ''
