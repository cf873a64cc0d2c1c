import { onUnmounted, ref, shallowRef, watch, type Ref } from 'vue'
import type { ChatConnection } from '../../shared/connection'
import type { Ticket, TicketEntry, TicketView } from '../../shared/protocol'
import { Refusal } from '../../shared/refusals'
import type { TicketChange, Tickets } from '../../shared/tickets'

/** A change that somebody else forestalled: what was wanted, and what happened instead. */
export interface Forestalled {
  change: TicketChange
  since: TicketEntry[]
  comments: boolean
}

/** One ticket as it stands: read, followed, changed and commented on. */
export function useTicket(tickets: Tickets, connection: ChatConnection, id: Ref<string>) {
  const view = shallowRef<TicketView>()
  const refusal = shallowRef<Refusal | null>(null)
  const forestalled = shallowRef<Forestalled | null>(null)
  const busy = ref(false)

  async function attempt(what: () => Promise<unknown>): Promise<boolean> {
    refusal.value = null
    busy.value = true
    try {
      await what()
      return true
    } catch (error) {
      refusal.value = Refusal.from(error)
      return false
    } finally {
      busy.value = false
    }
  }

  /** Reads it anew; what was read of its beginning is kept. */
  async function read() {
    const wanted = id.value
    const fresh = await tickets.read(wanted)
    if (wanted !== id.value) return
    const before = view.value?.ticketId === wanted ? view.value : undefined
    view.value = before ? joined(before, fresh, before.earlierSeq) : fresh
  }

  const earlier = () => attempt(async () => {
    const part = await tickets.read(id.value, view.value!.earlierSeq!)
    view.value = joined(part, view.value!, part.earlierSeq)
  })

  /** Changes it as it is shown; if somebody was quicker, that is shown, and nothing is lost. */
  const change = (wanted: TicketChange) => attempt(async () => {
    forestalled.value = null
    try {
      await tickets.change(view.value!, wanted)
    } catch (error) {
      const no = Refusal.from(error)
      const since = no.more.since as TicketEntry[] | undefined
      if (no.code !== 'CONFLICT' || !since) throw error
      forestalled.value = { change: wanted, since, comments: 'comments' in (no.more.changed as object) }
    }
    await read()
  })

  /** What was forestalled is done all the same, upon the ticket as it is now. */
  const again = async () => {
    const wanted = forestalled.value?.change
    if (wanted && (await attempt(read))) await change(wanted)
  }

  const comment = (content: string, internal: boolean, commentId: string) => attempt(async () => {
    await tickets.comment(id.value, content, internal, commentId)
    await read()
  })

  const hear = (ticket: Ticket) => ticket.ticketId === id.value && ticket.revision > (view.value?.revision ?? 0) && void attempt(read)
  const undo = [
    connection.listen((event) => event.type === 'ticket' && hear(event.ticket)),
    connection.onArrival(() => view.value && void attempt(read)),
  ]
  onUnmounted(() => undo.forEach((act) => act()))
  watch(id, () => {
    view.value = undefined
    forestalled.value = null
    void attempt(read)
  }, { immediate: true })
  return { view, refusal, forestalled, busy, change, again, comment, earlier, read: () => attempt(read) }
}

/** The ticket as the newer reading has it, with the record of both. */
const joined = (older: TicketView, newer: TicketView, earlierSeq: number | null | undefined): TicketView => ({
  ...(newer.revision >= older.revision ? newer : older),
  comments: bySeq(older.comments, newer.comments),
  history: bySeq(older.history, newer.history),
  earlierSeq,
})

const bySeq = <T extends { seq: number }>(one: readonly T[], other: readonly T[]): T[] =>
  [...new Map([...one, ...other].map((line) => [line.seq, line])).values()].sort((a, b) => a.seq - b.seq)
