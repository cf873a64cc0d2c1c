import type { Account } from './account'
import { uuid7 } from './ids'
import type { Ticket, TicketComment, TicketPriority, TicketStatus, TicketView } from './protocol'

/** Which tickets are asked for; what is empty or left out passes all. */
export interface TicketFilter {
  deskId?: string
  customerId?: string
  /** `none` for what nobody looks after. */
  assigneeId?: string
  status?: TicketStatus | ''
  /** What is pending or in progress, the most pressing first; else the newest first. */
  open?: boolean
  q?: string
  limit?: number
}

/** A ticket as it is opened. */
export interface NewTicket {
  /** Made here: the same again opens it once. */
  ticketId: string
  deskId?: string
  subject: string
  description?: string
  priority?: TicketPriority
  sessionId?: string
  customerId?: string
  assigneeId?: string
  dueAt?: string
}

/** What of a ticket is to be otherwise. */
export interface TicketChange {
  status?: TicketStatus
  priority?: TicketPriority
  /** Empty for nobody. */
  assigneeId?: string
  autoAssign?: boolean
  dueAt?: string
  noDueAt?: boolean
  subject?: string
  /** Empty for none. */
  topic?: string
  deskId?: string
}

export interface TicketPage {
  tickets: Ticket[]
  next?: string | null
}

/** The calls about tickets, in one user's name. */
export class Tickets {
  constructor(private readonly account: Account) {}

  list(filter: TicketFilter, next?: string): Promise<TicketPage> {
    const query = new URLSearchParams()
    for (const [name, value] of Object.entries({ ...filter, next })) if (value) query.set(name, String(value))
    return this.account.call('GET', `/tickets?${query}`)
  }

  read(id: string, beforeSeq?: number): Promise<TicketView> {
    return this.account.call('GET', `/tickets/${id}${beforeSeq ? `?beforeSeq=${beforeSeq}` : ''}`)
  }

  open(ticket: NewTicket): Promise<Ticket> {
    return this.account.call('POST', '/tickets', ticket)
  }

  /** Changes the ticket as it was read; refused with CONFLICT and what has changed when somebody did meanwhile. */
  change(ticket: Pick<Ticket, 'ticketId' | 'revision'>, change: TicketChange): Promise<Ticket> {
    return this.account.call('PUT', `/tickets/${ticket.ticketId}`, change, { 'If-Match': `"${ticket.revision}"` })
  }

  /** Comments once for each id, however often it is tried. */
  comment(id: string, content: string, internal: boolean, commentId = uuid7()): Promise<TicketComment> {
    return this.account.call('POST', `/tickets/${id}/comments`, { commentId, content, internal })
  }
}
