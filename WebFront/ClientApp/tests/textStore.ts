import type { TextStore } from '../src/pages/desk/drafts'

/** localStorage, for as long as a test lasts. */
export function textStore(): TextStore {
  const items = new Map<string, string>()
  return {
    get length() {
      return items.size
    },
    key: (i) => [...items.keys()][i] ?? null,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  }
}
