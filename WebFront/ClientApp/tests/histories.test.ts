import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Message } from '../src/shared/protocol'
import { BadNetwork, randomOf } from './badNetwork'

const shown = ({ seq, content, recalled, reactions }: Message) =>
  [seq, content, !!recalled, [...(reactions?.flatMap((r) => r.userIds) ?? [])].sort()]

const Histories = 300
const Steps = 60

/** One user's page through a random history; answers what they wrote. */
async function live(network: BadNetwork, random: () => number): Promise<{ written: string[]; page: Awaited<ReturnType<BadNetwork['page']>> }> {
  const written: string[] = []
  let page = await network.page()
  const acts: Record<string, () => unknown> = {
    write: () => {
      written.push(`own ${written.length}`)
      page.live.send(written.at(-1)!)
    },
    hear: () => network.append({ content: `theirs ${network.log.length}` }),
    speak: () => network.speak(),
    endReply: () => network.endReply(),
    recall: () => network.recall(),
    react: () => network.react(),
    cut: () => page.way.cut(),
    restore: () => page.way.restore(),
    reload: async () => {
      page.live.close()
      page.way.leave()
      page = await network.page()
    },
  }
  const turns = ['write', 'write', 'write', 'hear', 'hear', 'speak', 'speak', 'speak', 'endReply', 'recall', 'react', 'react', 'cut', 'restore', 'restore', 'reload']
  for (let i = 0; i < Steps; i++) {
    await acts[network.pick(turns)]!()
    await vi.advanceTimersByTimeAsync(Math.floor(random() * 600))
  }
  return { written, page }
}

describe('whatever the network does', () => {
  beforeEach(() => vi.useFakeTimers({ now: Date.UTC(2026, 0, 1) }))
  afterEach(() => {
    vi.restoreAllMocks()
    vi.useRealTimers()
  })

  it.each(Array.from({ length: Histories }, (_, seed) => [seed]))('nothing is lost, doubled or out of order (%i)', async (seed) => {
    const random = randomOf(seed)
    vi.spyOn(Math, 'random').mockImplementation(random)
    const network = new BadNetwork(random)
    const { written, page } = await live(network, random)
    network.healed = true
    network.endReply()
    page.way.restore()
    page.way.cut()
    page.way.restore() // what a network that heals does: whoever is there comes in anew
    await vi.advanceTimersByTimeAsync(120_000)

    const { timeline, unsent, reply } = page.live
    expect(network.log.map((m) => m.seq)).toEqual(network.log.map((_, i) => i + 1))
    expect(timeline.entries.map(shown)).toEqual(network.log.slice(timeline.first - 1).map(shown))
    const sent = network.log.filter((m) => m.senderId === 'b1')
    expect(sent.map((m) => m.recalled ? '' : m.content)).toEqual(written.map((text, i) => (sent[i]?.recalled ? '' : text)))
    expect([unsent, network.store.items.size, reply.replyId]).toEqual([[], 0, null])
  })
})
