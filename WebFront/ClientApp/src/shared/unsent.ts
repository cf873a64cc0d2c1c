import { inStore } from './database'

/** What is written: text, files by the ids of their uploads (it waits for those), and the entry that it answers. */
export interface Draft {
  content: string
  uploads?: string[]
  replyToSeq?: number
}

/** A message on its way. */
export interface Unsent extends Draft {
  clientMessageId: string
  sessionId: string
  queuedAt: string
  /** `accepted`: others see it, but the server has not yet stored it. */
  state: 'waiting' | 'sending' | 'accepted' | 'failed'
  problem?: string
}

/** Where unsent messages outlive the page. */
export interface UnsentStore {
  all(owner: string): Promise<Unsent[]>
  keep(owner: string, item: Unsent): Promise<unknown>
  forget(owner: string, clientMessageId: string): Promise<unknown>
}

/** In IndexedDB, each under its owner and id: two tabs of one user do not overwrite each other. */
export const unsentInBrowser: UnsentStore = {
  all: (owner) => inStore<Unsent[]>('outbox', 'readonly', (store) => store.getAll(IDBKeyRange.bound([owner], [owner, []]))),
  keep: (owner, item) => inStore('outbox', 'readwrite', (store) => store.put(item, [owner, item.clientMessageId])),
  forget: (owner, clientMessageId) => inStore('outbox', 'readwrite', (store) => store.delete([owner, clientMessageId])),
}
