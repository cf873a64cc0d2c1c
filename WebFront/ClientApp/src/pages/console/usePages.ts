import { reactive, ref, shallowRef, watch, type Ref, type UnwrapRef } from 'vue'
import { Refusal } from '../../shared/refusals'
import type { Page } from './api'

/** A filter that is being typed is asked for when it has rested so long. */
const RestMs = 250
/** The most rows of one file. */
const MostExported = 5_000

/** Rows under a filter, page by page. A page that comes after the filter changed again is dropped. */
export function usePages<F extends object, T>(filter: F, read: (filter: F, after?: string) => Promise<Page<T>>) {
  const rows = shallowRef<T[]>([])
  const next = ref<string>()
  const busy = ref(false)
  const refusal = shallowRef<Refusal | null>(null)
  const wanted = reactive({ ...filter }) as UnwrapRef<F>
  let asked = 0
  let rest = 0

  async function load(after?: string) {
    const ask = ++asked
    busy.value = true
    refusal.value = null
    try {
      const page = await read({ ...(wanted as F) }, after)
      if (ask !== asked) return
      rows.value = after ? [...rows.value, ...page.rows] : page.rows
      next.value = page.next
    } catch (error) {
      if (ask === asked) refusal.value = Refusal.from(error)
    } finally {
      if (ask === asked) busy.value = false
    }
  }

  /** All rows under the filter, as far as a file may hold them. */
  async function all(): Promise<T[]> {
    const found: T[] = []
    let after: string | undefined
    do {
      const page = await read({ ...(wanted as F) }, after)
      found.push(...page.rows)
      after = page.next
    } while (after && found.length < MostExported)
    return found
  }

  watch(wanted as object, () => {
    window.clearTimeout(rest)
    rest = window.setTimeout(() => void load(), RestMs)
  })
  void load()
  return { filter: wanted, rows: rows as Ref<T[]>, next, busy, refusal, load, more: () => load(next.value), all }
}
