const HourMs = 3_600_000
const MinuteMs = 60_000

/** Under an hour "5 minutes ago", then the clock; in the reader's zone and language. */
export function shortTime(iso: string, locale: string, now: number): string {
  const age = now - Date.parse(iso)
  if (age < HourMs && age > -MinuteMs) {
    const minutes = Math.floor(Math.max(age, 0) / MinuteMs)
    return new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' }).format(minutes === 0 ? 0 : -minutes, minutes === 0 ? 'second' : 'minute')
  }
  return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }).format(new Date(iso))
}

export const fullTime = (iso: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'medium' }).format(new Date(iso))

export const dayOf = (iso: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'full' }).format(new Date(iso))

/** A day of the next weeks and a time of it, such as "Monday, 2 March, 09:00"; in the reader's zone unless another one is named. */
export const weekdayTime = (iso: string, locale: string, timeZone?: string): string =>
  new Intl.DateTimeFormat(locale, { timeZone, weekday: 'long', month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(iso))

/** A length such as 4:05 or 1:02:03. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  const shown = parts[0] ? parts : parts.slice(1)
  return shown.map((n, i) => (i === 0 ? String(n) : String(n).padStart(2, '0'))).join(':')
}
