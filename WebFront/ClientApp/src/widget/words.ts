import { ref } from 'vue'
import type { Locale } from '../shared/languages'

/**
 * The widget's own small way with words, which its build puts in the place of vue-i18n: the same calls, one language
 * loaded at a time, blanks by name, and two forms of number split by " | ".
 */
type Words = { [key: string]: string | string[] | Words }
type Blanks = Record<string, unknown>

const languages: Record<Locale, () => Promise<{ default: Words }>> = {
  'zh-Hant': () => import('./languages/zh-Hant'),
  'zh-Hans': () => import('./languages/zh-Hans'),
  en: () => import('./languages/en'),
}

const locale = ref<Locale>('en')
const words = ref<Words>({})

/** Speaks this language from now on, once its words are there. */
export async function speak(language: Locale): Promise<void> {
  words.value = (await languages[language]()).default
  locale.value = language
}

const at = (key: string): unknown => key.split('.').reduce((node: unknown, part) => (node as Words | undefined)?.[part], words.value)

function t(key: string, blanks: Blanks | number = {}): string {
  const found = at(key)
  if (typeof found !== 'string') return key
  const named: Blanks = typeof blanks === 'number' ? { n: blanks } : blanks
  const forms = found.split(' | ')
  const form = named.n === 1 ? forms[0]! : forms.at(-1)!
  return form.replace(/\{(\w+)\}/g, (_, name: string) => String(named[name] ?? ''))
}

export const useI18n = () => ({ t, te: (key: string) => typeof at(key) === 'string', tm: at, rt: (text: string) => text, locale })
