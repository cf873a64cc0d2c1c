import { defineAsyncComponent, type Component } from 'vue'

const Tries = 6
const PauseMs = 1_000

/** A component that is fetched when it is first drawn. What the network withholds is asked for again, for a minute at most in all. */
export const lazily = <T extends Component>(fetch: () => Promise<{ default: T }>): T =>
  defineAsyncComponent<T>({
    loader: async () => (await fetch()).default,
    onError: (_, retry, fail, tries) => {
      if (tries < Tries) setTimeout(retry, PauseMs * 2 ** (tries - 1))
      else fail()
    },
  })
