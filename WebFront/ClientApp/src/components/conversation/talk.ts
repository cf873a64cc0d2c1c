import { shallowRef } from 'vue'
import type { LiveSession } from '../../shared/liveSession'
import type { Message } from '../../shared/protocol'
import { Refusal } from '../../shared/refusals'

/** What one does in a conversation, with the last refusal and the message that the next one answers. `field` is where one writes. */
export function useTalk(live: () => LiveSession, field: () => { focus(): void } | null | undefined = () => null) {
  const refusal = shallowRef<Refusal | null>(null)
  const answering = shallowRef<Message | null>(null)

  /** Waits for what was asked of the server; a refusal is shown. Answers whether it was done. */
  async function act(what: Promise<unknown>): Promise<boolean> {
    refusal.value = null
    try {
      await what
      return true
    } catch (error) {
      refusal.value = Refusal.from(error)
      return false
    }
  }

  /** The button goes when it has done its work; the focus must not go with it. A finger needs none, and would get the keyboard over what it reads. */
  async function andWrite(what: Promise<unknown>): Promise<boolean> {
    const done = await act(what)
    if (done && !matchMedia('(pointer: coarse)').matches) field()?.focus()
    return done
  }

  /** @param uploads Files that go with it, by the ids of their uploads. */
  function send(text: string, uploads?: string[]) {
    live().send(text, { replyToSeq: answering.value?.seq, uploads: uploads?.length ? uploads : undefined })
    answering.value = null
  }

  return {
    refusal, answering, act, send,
    stop: () => andWrite(live().call('StopReply')),
    again: () => andWrite(live().call('RetryReply')),
    person: () => andWrite(live().requestHuman()),
    noPerson: () => andWrite(live().cancelRequest()),
    recall: (seq: number) => act(live().recall(seq)),
    react: (seq: number, emoji: string, on: boolean) => act(live().react(seq, emoji, on)),
    reply: (message: Message | null) => (answering.value = message),
  }
}
