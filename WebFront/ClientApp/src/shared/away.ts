import type { Account } from './account'
import type { Message } from './protocol'

/** A message as it is left where nobody comes. */
export interface AwayMessage {
  /** Made by the client: the same again is the same message. */
  messageId: string
  name: string
  address: string
  text: string
  sessionId?: string
}

/** The ticket that a message became. */
export interface AwayLeft {
  ticketId: string
  number: number
}

/** A desk that closed before anybody came, as the conversation's log tells it. */
export interface Closing {
  opensAt?: string
  ticketId?: string
  ticketNumber?: string
}

export const leaveMessage = (account: Account, deskId: string, message: AwayMessage): Promise<AwayLeft> =>
  account.call<AwayLeft>('POST', `/desks/${encodeURIComponent(deskId)}/messages`, message)

const Moving = ['waiting', 'request_cancelled', 'assigned', 'closed', 'transferred', 'requeued', 'desk_closed']

/** How the desk closed, while nothing has come of it since: nobody was asked for anew, and nobody came. */
export function closingOf(entries: readonly Message[]): Closing | null {
  const last = entries.findLast((entry) => Moving.includes(entry.event?.name ?? ''))?.event
  if (last?.name !== 'desk_closed') return null
  const { opensAt, ticketId, ticketNumber } = last.args ?? {}
  return { opensAt: opensAt || undefined, ticketId: ticketId || undefined, ticketNumber: ticketNumber || undefined }
}
