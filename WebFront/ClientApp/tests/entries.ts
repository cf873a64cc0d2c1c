import type { Message } from '../src/shared/protocol'

export const entry = (seq: number, more: Partial<Message> = {}): Message => ({
  messageId: `m-${seq}`, sessionId: 's', seq, type: 'user', senderId: 'b1', senderName: 'Bea', content: `line ${seq}`,
  createdAt: new Date(Date.UTC(2026, 0, 1, 12, 0, seq)).toISOString(), ...more,
})

export const entries = (from: number, to: number): Message[] =>
  Array.from({ length: to - from + 1 }, (_, i) => entry(from + i))
