import { describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { csvOf } from '../src/pages/console/csv'
import { useForm } from '../src/pages/console/useForm'
import { usePages } from '../src/pages/console/usePages'
import { Refusal } from '../src/shared/refusals'

describe('a file for spreadsheets', () => {
  it.each([
    ['plain', '"plain"'],
    ['a "b", c;d', '"a ""b"", c;d"'],
    ['=1+1', `"'=1+1"`],
    ['  +1', `"'  +1"`],
    ['@x', `"'@x"`],
    ['-x', `"'-x"`],
    ['\tx', `"'\tx"`],
    ['＝1', `"'＝1"`],
    [-5, '"-5"'],
    [null, '""'],
    [undefined, '""'],
  ])('writes %j as %j', (value, cell) => expect(csvOf([[value]])).toBe(`\uFEFF${cell}\r\n`))
})

describe('a form', () => {
  const changes = (before: { name: string }, after: { name: string }) => [`${before.name} → ${after.name}`]

  it('saves what changed, says so, and takes it back', async () => {
    const save = vi.fn(async (value: { name: string }) => value)
    const form = useForm(save, changes)
    form.begin({ name: 'a' })
    await form.submit()
    expect(save).not.toHaveBeenCalled()
    form.draft.value!.name = 'b'
    expect(form.dirty.value).toBe(true)
    await form.submit()
    expect([form.said.value, form.dirty.value, form.undoable.value]).toEqual([['a → b'], false, true])
    await form.undo()
    expect([form.draft.value, form.said.value, form.undoable.value]).toEqual([{ name: 'a' }, ['b → a'], false])
  })

  it('keeps what was written when it is refused', async () => {
    const form = useForm(async () => { throw new Refusal('CONFLICT', 'taken') }, changes)
    form.begin({ name: 'a' })
    form.draft.value!.name = 'b'
    await form.submit()
    expect([form.refusal.value?.code, form.draft.value, form.dirty.value]).toEqual(['CONFLICT', { name: 'b' }, true])
    form.discard()
    expect(form.dirty.value).toBe(false)
  })

  it('saves by Ctrl+Enter, not while an input method composes', async () => {
    const save = vi.fn(async (value: { name: string }) => value)
    const form = useForm(save, changes)
    form.begin({ name: 'a' })
    form.draft.value!.name = 'b'
    const key = (more: object) => ({ key: 'Enter', ctrlKey: true, metaKey: false, isComposing: false, preventDefault: () => undefined, ...more }) as unknown as KeyboardEvent
    form.onKey(key({ isComposing: true }))
    form.onKey(key({ ctrlKey: false }))
    expect(save).not.toHaveBeenCalled()
    form.onKey(key({}))
    expect(save).toHaveBeenCalledOnce()
  })
})

describe('pages of rows', () => {
  it('add up, and an answer to an older question is dropped', async () => {
    vi.stubGlobal('window', globalThis)
    vi.useFakeTimers()
    const answers: ((rows: string[]) => void)[] = []
    const pages = usePages({ q: '' }, (_, after) => new Promise<{ rows: string[]; next?: string }>((resolve) => answers.push((rows) => resolve({ rows, next: after ? undefined : 'more' }))))
    pages.filter.q = 'x'
    await nextTick()
    vi.runAllTimers()
    answers[1]!(['new'])
    await nextTick()
    answers[0]!(['old'])
    await vi.runAllTimersAsync()
    expect(pages.rows.value).toEqual(['new'])
    void pages.more()
    answers[2]!(['further'])
    await vi.runAllTimersAsync()
    expect([pages.rows.value, pages.next.value]).toEqual([['new', 'further'], undefined])
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })
})
