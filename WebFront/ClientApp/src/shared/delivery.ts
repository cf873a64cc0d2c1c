import type { LiveContext, LiveSession } from './liveSession'
import type { Receipt } from './protocol'
import { Refusal } from './refusals'
import type { Unsent } from './unsent'

/** Sends what waits in this session. Answers whether something is left that deserves another try later. */
export const deliver = (live: LiveSession, context: LiveContext): Promise<boolean> =>
  context.outbox.drain(live.id, (item) => hand(item, live, context))

async function hand(item: Unsent, live: LiveSession, { connection, account, uploads }: LiveContext): Promise<Receipt> {
  const { sessionId, clientMessageId, content, replyToSeq } = item
  const attachments = item.uploads?.length ? await uploads.attachments(item.uploads) : undefined
  const receipt = await connection.invoke<Receipt>('Send', {
    sessionId, clientMessageId, content, replyToSeq, attachments: attachments?.map((file) => file.fileId),
  }).catch((error: unknown) => {
    // Perhaps the server has waited too long for the message and forgot its files: the next try sends them anew.
    if (Refusal.from(error).code === 'INVALID') item.uploads?.forEach((id) => uploads.retry(id))
    throw error
  })
  const { id, name, role } = account.user
  const type = role === 'agent' || role === 'admin' ? 'agent' : 'user'
  const drawn = { ...receipt, sessionId, clientMessageId, content, replyToSeq, attachments, type, senderId: id, senderName: name } as const
  // Where the server's own word has come already, it stays.
  if (!live.timeline.get(receipt.seq)) live.receive(drawn)
  if (receipt.durable) item.uploads?.forEach((id) => uploads.drop(id))
  return receipt
}
