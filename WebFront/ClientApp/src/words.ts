import { createI18n } from 'vue-i18n'
import { preferredLocale, type Locale } from './shared/languages'

/** Parts of the pages with words of their own, in `locales/<area>`; the common ones stand in `locales` itself. */
export type Area = 'attachments' | 'chat' | 'console' | 'desk' | 'knowledge' | 'notes' | 'reports' | 'signIn' | 'start' | 'tickets'
type Words = Record<string, object>

const Key = 'livechat.locale'
const Common = ''
const files = import.meta.glob<Words>('./locales/**/*.json', { import: 'default' })
const areas = new Set<string>([Common])
const held = new Set<string>()

export const i18n = createI18n({
  legacy: false,
  locale: 'en' as Locale,
  messages: {} as Record<Locale, Words>,
})

/** Fetches an area's words, in the reader's language alone. */
export function loadWords(area: Area): Promise<void> {
  areas.add(area)
  return fetchWords(i18n.global.locale.value)
}

/** Speaks another language from now on, once its words are there. */
export async function setLocale(locale: Locale, remember = true): Promise<void> {
  await fetchWords(locale)
  i18n.global.locale.value = locale
  document.documentElement.lang = locale
  if (remember) localStorage.setItem(Key, locale)
}

export const startLocale = () => setLocale(preferredLocale(navigator.languages, localStorage.getItem(Key)), false)

async function fetchWords(locale: Locale): Promise<void> {
  const paths = [...areas].map((area) => `./locales/${area && `${area}/`}${locale}.json`)
  await Promise.all(paths.filter((path) => !held.has(path)).map(async (path) => {
    i18n.global.mergeLocaleMessage(locale, await files[path]!())
    held.add(path)
  }))
}
