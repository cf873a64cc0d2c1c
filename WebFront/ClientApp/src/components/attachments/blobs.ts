import { onUnmounted, ref, type Ref } from 'vue'

interface Held {
  url: Promise<string>
  users: number
}

const held = new Map<string, Held>()

/** The address of bytes that need the reader's token: fetched once, however many show them, and let go by the last. */
function hold(key: string, fetch: () => Promise<Blob>): Promise<string> {
  const known = held.get(key)
  if (known) {
    known.users++
    return known.url
  }
  const url = fetch().then((blob) => URL.createObjectURL(blob))
  held.set(key, { url, users: 1 })
  url.catch(() => held.delete(key)) // the next one tries anew
  return url
}

function release(key: string): void {
  const known = held.get(key)
  if (!known || --known.users > 0) return
  held.delete(key)
  known.url.then(URL.revokeObjectURL, () => undefined)
}

/** Bytes for one component, fetched when it asks for them. */
export function useBlob(key: () => string, fetch: () => Promise<Blob>) {
  const url: Ref<string | null> = ref(null)
  const failed = ref(false)
  let mine: string | null = null

  async function load(): Promise<string | null> {
    if (url.value) return url.value
    failed.value = false
    mine ??= key()
    try {
      url.value = await hold(mine, fetch)
    } catch {
      mine = null
      failed.value = true // it says so, and offers another try
    }
    return url.value
  }

  onUnmounted(() => mine && release(mine))
  return { url, failed, load }
}

/** Saves bytes under a name, as a link would. */
export function save(url: string, name: string): void {
  const link = Object.assign(document.createElement('a'), { href: url, download: name })
  link.click()
}
