import type { LiveContext, LiveSession } from './liveSession'
import type { Receipt } from './protocol'
import type { Unsent } from './unsent'

/** Sends what waits in this session. Answers whether something is left that deserves another try later. */
export const deliver = (live: LiveSession, context: LiveContext): Promise<boolean> =>
  context.outbox.drain(live.id, (item) => hand(item, live, context))

async function hand(item: Unsent, live: LiveSession, { connection, account }: LiveContext): Promise<Receipt> {
  const { sessionId, clientMessageId, content, replyToSeq, attachments } = item
  const receipt = await connection.invoke<Receipt>('Send', {
    sessionId, clientMessageId, content, replyToSeq, attachments: attachments?.map((file) => file.fileId),
  })
  const { id, name, role } = account.user
  const type = role === 'agent' || role === 'admin' ? 'agent' : 'user'
  const drawn = { ...receipt, sessionId, clientMessageId, content, replyToSeq, attachments, type, senderId: id, senderName: name } as const
  // Where the server's own word has come already, it stays.
  if (!live.timeline.get(receipt.seq)) live.receive(drawn)
  return receipt
}
