import type { Account } from './account'
import type { History, Message } from './protocol'

/** The oldest entries after `seq`, rising. */
export const historyAfter = (account: Account, sessionId: string, seq: number): Promise<Message[]> =>
  page(account, sessionId, `afterSeq=${seq}&limit=200`)

/** The newest entries before `seq`, rising. */
export const historyBefore = (account: Account, sessionId: string, seq: number, limit: number): Promise<Message[]> =>
  page(account, sessionId, `beforeSeq=${seq}&limit=${limit}`)

async function page(account: Account, sessionId: string, range: string): Promise<Message[]> {
  return (await account.call<History>('GET', `/chat/session/${sessionId}/history?${range}`)).messages
}
