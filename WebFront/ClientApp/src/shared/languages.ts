/** The languages that we speak, each by its own name. */
export const locales = { 'zh-Hant': '繁體中文', 'zh-Hans': '简体中文', en: 'English' } as const
export type Locale = keyof typeof locales

export const isLocale = (tag: string | null | undefined): tag is Locale => !!tag && tag in locales

/** The reader's own choice, or the first of the browser's languages that we speak. */
export function preferredLocale(languages: readonly string[], chosen: string | null): Locale {
  if (isLocale(chosen)) return chosen
  return languages.map(nearest).find((l) => l !== null) ?? 'en'
}

function nearest(tag: string): Locale | null {
  const { language, script, region } = new Intl.Locale(tag).maximize()
  if (language === 'zh') return script === 'Hant' || region === 'TW' || region === 'HK' ? 'zh-Hant' : 'zh-Hans'
  return language === 'en' ? 'en' : null
}
