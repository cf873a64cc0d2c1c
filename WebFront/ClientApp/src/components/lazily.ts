import { defineComponent, h, shallowRef, type Component } from 'vue'

const Tries = 6
const PauseMs = 1_000

/** A component that is fetched when it is first drawn. What the network withholds is asked for again, for a minute at most in all; then when it is drawn anew. */
export function lazily<T extends Component>(fetch: () => Promise<{ default: T }>): T {
  const there = shallowRef<T>()
  let coming = false

  async function come(tries = 1): Promise<void> {
    try {
      there.value = (await fetch()).default
    } catch {
      if (tries < Tries) setTimeout(() => void come(tries + 1), PauseMs * 2 ** (tries - 1))
      else coming = false
    }
  }

  return defineComponent({
    inheritAttrs: false,
    setup: (_, { attrs, slots }) => {
      if (!coming) void come()
      coming = true
      return () => (there.value ? h(there.value as Component, attrs, slots) : null)
    },
  }) as unknown as T
}
