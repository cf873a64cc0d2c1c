import type { Unsent, UnsentStore } from '../src/shared/unsent'

/** A browser's store that several pages of one browser share. */
export class MemoryStore implements UnsentStore {
  readonly items = new Map<string, Unsent>()

  async all(owner: string): Promise<Unsent[]> {
    return [...this.items].filter(([key]) => key.startsWith(`${owner}/`)).map(([, item]) => ({ ...item }))
  }

  async keep(owner: string, item: Unsent): Promise<void> {
    this.items.set(`${owner}/${item.clientMessageId}`, item)
  }

  async forget(owner: string, clientMessageId: string): Promise<void> {
    this.items.delete(`${owner}/${clientMessageId}`)
  }
}
