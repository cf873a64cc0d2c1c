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

/** How the desk closed, of a conversation that is the assistant's; null when nobody was asked for, or was asked for anew. What is not known is left out. */
export function closingOf(entries: readonly Message[]): Closing | null {
  const last = entries.findLast(({ event }) => /^(desk_closed|waiting)$/.test(event?.name ?? ''))?.event
  if (last?.name !== 'desk_closed') return null
  const { opensAt, ticketId, ticketNumber } = last.args ?? {}
  return { ...(opensAt && { opensAt }), ...(ticketId && { ticketId, ticketNumber }) }
}
