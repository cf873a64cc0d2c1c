import { onScopeDispose, ref, type Ref } from 'vue'

/** The time, renewed every so many milliseconds while the component lives. */
export function useNow(everyMs: number): Ref<number> {
  const now = ref(Date.now())
  const timer = window.setInterval(() => (now.value = Date.now()), everyMs)
  onScopeDispose(() => window.clearInterval(timer))
  return now
}
