import type { Message } from './protocol'

/** A message in words: what was said, or, of files without a word, their names. */
export const textOf = ({ content, attachments }: Message): string =>
  content || (attachments ?? []).map((file) => file.name).join(', ')
