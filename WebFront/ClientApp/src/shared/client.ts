import { reactive } from 'vue'
import type { Account } from './account'
import { ChatConnection } from './connection'
import type { LiveContext } from './liveSession'
import { Outbox } from './outbox'

/** What a signed-in page works with: the account, its connection, and what it has not yet sent. */
export function connect(account: Account): LiveContext {
  const connection = new ChatConnection(account)
  const outbox = reactive(new Outbox(account.user.id, localStorage)) as Outbox
  connection.start()
  return { account, connection, outbox }
}
