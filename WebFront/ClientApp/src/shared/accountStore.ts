import type { SignIn } from './protocol'

/** A sign-in as the browser keeps it. */
export interface Held extends SignIn {
  /** By this machine's clock, in milliseconds. */
  expiresAt: number
}

/**
 * The sign-ins of this browser, by name. In IndexedDB, for what one tab writes another reads at once: the tabs'
 * copies of localStorage lag behind each other, and a refresh token read late would be used twice.
 */
export const accounts = {
  read: (name: string) => inStore<Held | undefined>('readonly', (store) => store.get(name)),
  keep: (name: string, held: Held) => inStore('readwrite', (store) => store.put(held, name)),
  forget: (name: string) => inStore('readwrite', (store) => store.delete(name)),
}

async function inStore<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest): Promise<T> {
  const database = await open()
  try {
    const transaction = database.transaction('accounts', mode)
    const request = act(transaction.objectStore('accounts'))
    return await new Promise<T>((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result as T)
      transaction.onabort = transaction.onerror = () => reject(transaction.error)
    })
  } finally {
    database.close()
  }
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open('livechat', 1)
  request.onupgradeneeded = () => request.result.createObjectStore('accounts')
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = request.onblocked = () => reject(request.error)
  })
}
