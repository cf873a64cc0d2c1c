import type { Account } from './account'
import { ChatConnection } from './connection'
import type { LiveContext } from './liveSession'
import { Outbox } from './outbox'
import { unsentInBrowser } from './unsent'
import { sendAs, Uploads } from './uploads'
import { uploadsInBrowser } from './uploadStore'

/** What a signed-in page works with: the account, its connection, and what it has not yet sent. */
export async function connect(account: Account): Promise<LiveContext> {
  const outbox = await Outbox.open(account.user.id, unsentInBrowser)
  const connection = new ChatConnection(account)
  const uploads = await Uploads.open(account.user.id, uploadsInBrowser, sendAs(account))
  connection.start()
  return { account, connection, outbox, uploads }
}
