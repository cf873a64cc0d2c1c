import { computed, onScopeDispose, ref, watch } from 'vue'
import type { LiveSession } from '../../shared/liveSession'
import type { Desk } from './desk'
import type { DeskEvent, Mood, SessionMoods } from './wire'

/** From here on a mood is low, or good; the server hurries by the same measure. */
const Low = -30
const Good = 30
/** So many of the newest moods make up the present one, each older one counting half as much: as the server counts. */
const Counted = 4
const Shown = 12

export type Feeling = 'low' | 'neutral' | 'good'
export const feelingOf = (score: number): Feeling => (score <= Low ? 'low' : score >= Good ? 'good' : 'neutral')

/** How somebody sounds now, out of moods that rise by their number. */
export function currentOf(moods: Mood[]): number {
  const newest = moods.slice(-Counted).reverse()
  const weights = newest.map((_, i) => 0.5 ** i)
  const sum = weights.reduce((all, weight) => all + weight, 0)
  return sum ? Math.round(newest.reduce((all, mood, i) => all + mood.score * weights[i]!, 0) / sum) : 0
}

/** How the customer of a conversation sounds, message by message, while the component lives. */
export function useMoods(desk: Desk, live: () => LiveSession) {
  const moods = ref<Mood[]>([])
  const put = (fresh: Mood[]) => {
    const known = moods.value.filter((mood) => !fresh.some(({ seq }) => seq === mood.seq))
    // A message may turn out to show none after all.
    moods.value = [...known, ...fresh.filter(({ score }) => score)].sort((a, b) => a.seq - b.seq)
  }

  async function load(id: string) {
    moods.value = []
    const { moods: known } = await desk.context.account.call<SessionMoods>('GET', `/chat/session/${id}/moods`)
    if (id === live().id) put(known)
  }

  onScopeDispose(desk.context.connection.listen((event) => {
    const said = event as unknown as DeskEvent
    if (said.type === 'mood' && said.sessionId === live().id) put([{ seq: said.seq, score: said.score }])
  }))
  // Nobody can do without a conversation for want of its moods: they come with the next message.
  watch(() => live().joined && live().id, (id) => id && void load(id).catch(() => undefined), { immediate: true })
  return { shown: computed(() => moods.value.slice(-Shown)), current: computed(() => currentOf(moods.value)) }
}
