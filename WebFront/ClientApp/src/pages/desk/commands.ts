/** Something that can be done by key, or by name out of the palette. */
export interface Command {
  id: string
  /** How its keys are shown. */
  keys?: string
  /** The physical key, pressed with Alt: the same place on every layout. */
  code?: string
  act: () => unknown
  /** Whether it can be done now; left out: always. */
  isPossible?: () => boolean
}

/** Those whose words hold all of what was typed, in the order in which they stand. */
export function matching<T extends { words: string }>(commands: readonly T[], typed: string): T[] {
  const parts = typed.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  return commands.filter(({ words }) => parts.every((part) => words.toLocaleLowerCase().includes(part)))
}

const isField = (target: EventTarget | null) => /^(INPUT|TEXTAREA|SELECT)$/.test((target as Element | null)?.tagName ?? '')

/** What a key asks for, or undefined. `?` is a character, not a place; it is left to whoever writes. */
export function commandOf(event: KeyboardEvent, commands: readonly Command[]): Command | undefined {
  if (event.isComposing || event.repeat) return undefined
  if (event.key === '?' && !isField(event.target)) return commands.find(({ id }) => id === 'help')
  if (event.ctrlKey !== event.metaKey && !event.altKey && event.code === 'KeyK') return commands.find(({ id }) => id === 'palette')
  if (!event.altKey || event.ctrlKey || event.metaKey) return undefined
  return commands.find(({ code }) => code === event.code)
}
