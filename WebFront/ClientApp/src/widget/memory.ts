/** What the visitor said of themselves before the first message. */
export interface Answers {
  name?: string
  email?: string
  topic?: string
}

/** What the widget remembers in the host page's storage, for all tabs of this site. */
export interface Remembered {
  sessionId?: string
  /** What the visitor said of themselves, until there is a session that has it. */
  answers?: Answers
  muted?: boolean
  /** The visitor's own choice of language. */
  locale?: string
  /** The desk's colour, so that the next page paints the button in it at once. */
  accent?: string
}

const keyOf = (desk: string) => `livechat.widget.${desk}`
const OpenKey = 'livechat.widget.open'
const DraftKey = 'livechat.widget.draft'

/** A page may forbid storage: then each page begins anew. */
function attempt<T>(act: () => T, otherwise: T): T {
  try {
    return act()
  } catch {
    return otherwise
  }
}

export const recall = (desk: string): Remembered =>
  attempt(() => (JSON.parse(localStorage.getItem(keyOf(desk)) ?? '{}') ?? {}) as Remembered, {})

export const remember = (desk: string, what: Remembered): void =>
  attempt(() => localStorage.setItem(keyOf(desk), JSON.stringify({ ...recall(desk), ...what })), undefined)

/** Calls back with what another tab has changed. */
export const onChange = (desk: string, listener: (now: Remembered) => void): void =>
  addEventListener('storage', (event) => event.key === keyOf(desk) && listener(recall(desk)))

/** Whether it stood open in this tab, to be open again on the next page. */
export const wasOpen = (): boolean => attempt(() => sessionStorage.getItem(OpenKey) === '1', false)
export const noteOpen = (open: boolean): void => attempt(() => sessionStorage.setItem(OpenKey, open ? '1' : '0'), undefined)

/** What this tab's visitor has begun to say of themselves, to be there again after a reload. */
export const drafted = (): Answers => attempt(() => JSON.parse(sessionStorage.getItem(DraftKey) ?? '{}') as Answers, {})
export const draft = (answers: Answers): void => attempt(() => sessionStorage.setItem(DraftKey, JSON.stringify(answers)), undefined)
