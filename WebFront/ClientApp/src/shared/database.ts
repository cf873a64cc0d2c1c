const Name = 'livechat'
const Version = 3
const Stores = ['accounts', 'outbox', 'uploads'] as const

let opened: Promise<IDBDatabase> | null = null

/** One request to one of the page's stores in IndexedDB; done when its transaction is. Requests run in the order of the calls. */
export async function inStore<T>(name: (typeof Stores)[number], mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest): Promise<T> {
  const transaction = (await open()).transaction(name, mode)
  const request = act(transaction.objectStore(name))
  return new Promise<T>((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result as T)
    transaction.onabort = transaction.onerror = () => reject(transaction.error)
  })
}

function open(): Promise<IDBDatabase> {
  opened ??= connect().catch((error: unknown) => {
    opened = null
    throw error
  })
  return opened
}

function connect(): Promise<IDBDatabase> {
  const request = indexedDB.open(Name, Version)
  request.onupgradeneeded = () =>
    Stores.filter((name) => !request.result.objectStoreNames.contains(name)).forEach((name) => request.result.createObjectStore(name))
  return new Promise((resolve, reject) => {
    request.onerror = request.onblocked = () => reject(request.error ?? new Error('Another tab holds an older database.'))
    request.onsuccess = () => {
      const database = request.result
      // A newer page waits until all older ones have let go; the next request opens it anew.
      database.onversionchange = database.onclose = () => {
        database.close()
        opened = null
      }
      resolve(database)
    }
  })
}
