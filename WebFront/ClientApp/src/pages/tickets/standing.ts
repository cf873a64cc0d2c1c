import type { TicketPriority, TicketStatus } from '../../shared/protocol'

export const statuses: readonly TicketStatus[] = ['pending', 'in_progress', 'resolved', 'closed']
export const priorities: readonly TicketPriority[] = ['urgent', 'high', 'normal', 'low']

/** What is done next with a ticket that stands so. */
export const nextStatus: Readonly<Record<TicketStatus, TicketStatus>> = {
  pending: 'in_progress', in_progress: 'resolved', resolved: 'closed', closed: 'pending',
}
