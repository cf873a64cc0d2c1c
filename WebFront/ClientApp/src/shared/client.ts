import type { Account } from './account'
import { ChatConnection } from './connection'
import type { LiveContext } from './liveSession'
import { Outbox } from './outbox'
import { unsentInBrowser } from './unsent'

/** What a signed-in page works with: the account, its connection, and what it has not yet sent. */
export async function connect(account: Account): Promise<LiveContext> {
  const outbox = await Outbox.open(account.user.id, unsentInBrowser)
  const connection = new ChatConnection(account)
  connection.start()
  return { account, connection, outbox }
}
