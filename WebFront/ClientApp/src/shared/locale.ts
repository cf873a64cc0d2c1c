import { createI18n } from 'vue-i18n'
import en from '../locales/en.json'
import zhHans from '../locales/zh-Hans.json'
import zhHant from '../locales/zh-Hant.json'

export const locales = { 'zh-Hant': '繁體中文', 'zh-Hans': '简体中文', en: 'English' } as const
export type Locale = keyof typeof locales

const Key = 'livechat.locale'

/** The reader's own choice, or the first of the browser's languages that we speak. */
export function preferredLocale(languages: readonly string[], chosen: string | null): Locale {
  if (chosen && chosen in locales) return chosen as Locale
  return languages.map(nearest).find((l) => l !== null) ?? 'en'
}

function nearest(tag: string): Locale | null {
  const { language, script, region } = new Intl.Locale(tag).maximize()
  if (language === 'zh') return script === 'Hant' || region === 'TW' || region === 'HK' ? 'zh-Hant' : 'zh-Hans'
  return language === 'en' ? 'en' : null
}

export const i18n = createI18n({
  legacy: false,
  locale: 'en' as Locale,
  fallbackLocale: 'en',
  messages: { en, 'zh-Hant': zhHant, 'zh-Hans': zhHans },
})

export function setLocale(locale: Locale, remember = true): void {
  i18n.global.locale.value = locale
  document.documentElement.lang = locale
  if (remember) localStorage.setItem(Key, locale)
}

export const startLocale = () => setLocale(preferredLocale(navigator.languages, localStorage.getItem(Key)), false)
