import { onScopeDispose, ref, watch, type Ref } from 'vue'
import type { ChatConnection } from '../../shared/connection'
import type { DeskEvent, Viewer } from './wire'

/** The server forgets a viewer after 45 s. */
const SayAgainMs = 20_000
const BelievedMs = 45_000

/** Says that this agent looks at a conversation, while the component lives, and tells who else of the staff does. */
export function useViewers(connection: ChatConnection, sessionId: string, isTyping: Ref<boolean>): Ref<Viewer[]> {
  const viewers = ref<Viewer[]>([])
  const heardAt = new Map<string, number>()

  const put = (viewer: Viewer) => {
    heardAt.set(viewer.userId, Date.now())
    viewers.value = [...viewers.value.filter((v) => v.userId !== viewer.userId), viewer]
  }
  const drop = (userId: string) => (viewers.value = viewers.value.filter((v) => v.userId !== userId))

  async function say(): Promise<void> {
    const { viewers: others } = await connection.invoke<{ viewers: Viewer[] }>('Viewing', sessionId, document.visibilityState === 'visible', isTyping.value)
    others.forEach(put)
  }
  // Who is not told now is told the next time; nobody misses it when it fails.
  const saySoon = () => void say().catch(() => undefined)

  const timer = window.setInterval(() => {
    viewers.value.filter((v) => Date.now() - heardAt.get(v.userId)! > BelievedMs).forEach((v) => drop(v.userId))
    saySoon()
  }, SayAgainMs)
  const stop = [
    connection.onArrival(saySoon),
    connection.listen((event) => {
      const said = event as unknown as DeskEvent
      if (said.type !== 'viewing' || said.sessionId !== sessionId) return
      if (said.isViewing) put({ userId: said.userId, name: said.name, isTyping: said.isTyping })
      else drop(said.userId)
    }),
    watch(isTyping, saySoon),
  ]
  document.addEventListener('visibilitychange', saySoon)
  onScopeDispose(() => {
    window.clearInterval(timer)
    document.removeEventListener('visibilitychange', saySoon)
    stop.forEach((undo) => undo())
    connection.invoke('Viewing', sessionId, false, false).catch(() => undefined)
  })
  return viewers
}
