import { describe, expect, it } from 'vitest'
import { Bell, type Sound } from '../src/pages/desk/bell'
import { commandOf, matching, type Command } from '../src/pages/desk/commands'
import { Drafts } from '../src/pages/desk/drafts'
import { inOrder, waitsSince } from '../src/pages/desk/mine'
import { nextThing } from '../src/pages/desk/next'
import { filledIn, fitting, slashAt } from '../src/pages/desk/quick'
import type { QuickReply, RankedSession } from '../src/pages/desk/wire'
import type { LiveSession } from '../src/shared/liveSession'
import type { Message, Offer } from '../src/shared/protocol'
import { entry } from './entries'
import { textStore } from './textStore'

const reply = (shortcut: string, content: string, more: Partial<QuickReply> = {}): QuickReply => ({ id: shortcut, shortcut, content, ownerId: 'p1', updatedAt: '', ...more })

describe('quick replies', () => {
  it.each([
    ['/', 1, { from: 0, to: 1, query: '' }],
    ['/Ret', 4, { from: 0, to: 4, query: 'ret' }],
    ['Hello /退', 8, { from: 6, to: 8, query: '退' }],
    ['one\n/two', 8, { from: 4, to: 8, query: 'two' }],
    ['/ret and more', 4, { from: 0, to: 4, query: 'ret' }],
    ['1/2', 3, null],
    ['http://x', 8, null],
    ['/a b', 4, null],
    ['', 0, null],
  ])('are asked for in %j at %d: %j', (text, caret, slash) => expect(slashAt(text, caret)).toEqual(slash))

  it('are found by the shortcut first, then by the words; the agent’s own before the desk’s', () => {
    const replies = [
      reply('hours', 'We are open'), reply('thanks', 'Thank you'), reply('other', 'opening HOURS'), reply('hour', 'An hour', { deskId: 'm1', ownerId: null }), reply('late-hours', 'x'),
    ]
    expect(fitting(replies, 'hour').map((r) => r.shortcut)).toEqual(['hour', 'hours', 'late-hours', 'other'])
    expect(fitting([reply('b', '', { deskId: 'm1', ownerId: null }), reply('c', '')], '').map((r) => r.shortcut)).toEqual(['c', 'b'])
    expect(fitting(replies, 'nothing')).toEqual([])
  })

  it('have their blanks filled in, and those for which nothing is known left to see', () => {
    expect(filledIn('Dear {name}, {agent} of {desk}. {name}! {order}', { name: 'Bea $&', agent: 'Pat', desk: undefined })).toBe('Dear Bea $&, Pat of {desk}. Bea $&! {order}')
  })
})

describe('drafts', () => {
  it('are kept for each conversation and mode, and survive', () => {
    const store = textStore()
    const drafts = new Drafts('p1', store)
    drafts.set('s1.reply', 'half a')
    drafts.set('s1.note', 'psst')
    const again = new Drafts('p1', store)
    expect([again.get('s1.reply'), again.get('s1.note'), again.get('s2.reply')]).toEqual(['half a', 'psst', ''])
    expect([...again.begun]).toEqual(['s1'])
    again.set('s1.reply', '')
    expect(again.begun.has('s1')).toBe(true)
    again.set('s1.note', '')
    expect(again.begun.size).toBe(0)
    expect(store.length).toBe(0)
  })

  it('are their writer’s own', () => {
    const store = textStore()
    new Drafts('p1', store).set('s1.reply', 'mine')
    expect(new Drafts('p2', store).get('s1.reply')).toBe('')
    expect(new Drafts('p', store).begun.size).toBe(0)
  })

  it('do not grow without end: the oldest goes', () => {
    let now = 0
    const drafts = new Drafts('p1', textStore(), () => ++now)
    for (let n = 0; n < 205; n++) drafts.set(`s${n}.reply`, 'x')
    expect([drafts.get('s0.reply'), drafts.get('s4.reply'), drafts.get('s5.reply'), drafts.get('s204.reply')]).toEqual(['', '', 'x', 'x'])
  })

  it('that cannot be read are nothing', () => {
    const store = textStore()
    store.setItem('livechat.desk.draft.p1.s1.reply', '{"text"')
    expect(new Drafts('p1', store).get('s1.reply')).toBe('')
  })
})

const live = (id: string, entries: Message[], closed = false) => ({ id, closed, timeline: { entries }, session: { updatedAt: '' } }) as unknown as LiveSession

describe('one’s own chats', () => {
  it('wait since the first thing that was not answered', () => {
    expect(waitsSince([entry(1), entry(2, { type: 'agent' }), entry(3), entry(4), entry(5, { type: 'system' })])).toBe(entry(3).createdAt)
    expect(waitsSince([entry(1), entry(2, { type: 'agent' })])).toBeNull()
    expect(waitsSince([entry(1, { type: 'agent' }), entry(2, { recalled: true })])).toBeNull()
    expect(waitsSince([])).toBeNull()
  })

  it('stand by who waits longest, then by what is newest; what ended comes last', () => {
    const answered = (n: number) => [entry(n, { type: 'agent' })]
    const order = inOrder([live('old', answered(1)), live('ended', [entry(30)], true), live('new', answered(9)), live('late', [entry(5)]), live('first', [entry(2), entry(20)])])
    expect(order.map((l) => l.id)).toEqual(['first', 'late', 'new', 'old', 'ended'])
  })
})

describe('the next thing', () => {
  const offer = { sessionId: 'offered', expiresAt: entry(1).createdAt } as Offer
  const waiting = [{ sessionId: 'taken', offeredTo: 'p2' }, { sessionId: 'free', waitingSince: entry(2).createdAt }] as RankedSession[]

  it('is an offer, then an own customer, then who waits, then nothing', () => {
    expect(nextThing([offer], [live('own', [entry(1)])], waiting, 1)?.id).toBe('offered')
    expect(nextThing([], [live('own', [entry(1)])], waiting, 1)).toEqual({ do: 'reply', id: 'own', since: entry(1).createdAt })
    expect(nextThing([], [live('ended', [entry(1)], true)], waiting, 1)).toEqual({ do: 'take', id: 'free', since: entry(2).createdAt })
    expect(nextThing([], [], waiting, 0)).toBeNull()
    expect(nextThing([], [], [], 3)).toBeNull()
  })
})

describe('the bell', () => {
  /** Locks as browsers have them: one holder, the others in line. */
  function locks() {
    let last: Promise<unknown> = Promise.resolve()
    return { request: (_: string, __: unknown, hold: () => Promise<unknown>) => (last = last.then(hold)) } as unknown as LockManager
  }
  const heard = () => {
    const sound = { isAllowed: true, rung: 0, play: () => void sound.rung++ }
    return sound as Sound & { rung: number; isAllowed: boolean }
  }
  const turn = () => new Promise((resolve) => setTimeout(resolve))

  it('rings in one tab, and in the next one when that is closed', async () => {
    const [shared, store, one, other] = [locks(), textStore(), heard(), heard()]
    const [first, second] = [new Bell('p1', one, store, shared), new Bell('p1', other, store, shared)]
    first.ring() // nobody has touched the page yet
    ;[first, second].forEach((bell) => bell.touched())
    await turn()
    ;[first, second].forEach((bell) => bell.ring())
    expect([one.rung, other.rung]).toEqual([1, 0])
    first.close()
    await turn()
    ;[first, second].forEach((bell) => bell.ring())
    expect([one.rung, other.rung]).toEqual([1, 1])
  })

  it('is silent when muted, in whichever tab that was done, and stays so', () => {
    const [store, sound] = [textStore(), heard()]
    const bell = new Bell('p1', sound, store, undefined)
    bell.touched()
    new Bell('p1', heard(), store, undefined).mute(true)
    bell.ring()
    expect([sound.rung, bell.muted]).toEqual([0, true])
    expect(new Bell('p1', heard(), store, undefined).muted).toBe(true)
    bell.mute(false)
    bell.ring()
    expect(sound.rung).toBe(1)
  })
})

describe('commands', () => {
  const commands: Command[] = [{ id: 'help', act: () => 0 }, { id: 'palette', act: () => 0 }, { id: 'down', code: 'KeyJ', act: () => 0 }]
  const press = (more: object) => commandOf({ key: '', code: '', target: null, ...more } as unknown as KeyboardEvent, commands)?.id

  it('are found by the place of the key, whatever it types', () => {
    expect(press({ altKey: true, code: 'KeyJ', key: 'ㄨ' })).toBe('down')
    expect(press({ altKey: true, ctrlKey: true, code: 'KeyJ' })).toBeUndefined() // AltGr types characters
    expect(press({ code: 'KeyJ', key: 'j' })).toBeUndefined()
    expect(press({ ctrlKey: true, metaKey: false, code: 'KeyK' })).toBe('palette')
    expect(press({ metaKey: true, ctrlKey: false, code: 'KeyK' })).toBe('palette')
    expect(press({ key: '?', code: 'Slash', shiftKey: true })).toBe('help')
    expect(press({ altKey: true, code: 'KeyJ', isComposing: true })).toBeUndefined()
  })

  it('are found by all that was typed', () => {
    const named = [{ words: 'Transfer the chat' }, { words: 'Resolve the chat' }]
    expect(matching(named, 'chat TRANS')).toEqual([named[0]])
    expect(matching(named, '')).toEqual(named)
  })
})
