import { isLocale, preferredLocale, type Locale } from '../shared/languages'
import { build, dress, isThere, paint } from './frame'
import type { Api, Command, EventName, Host, Settings, Ui } from './host'
import { noteOpen, recall, remember, wasOpen } from './memory'

/** The small part that every page loads: the button, the frame, the host page's interface. All else comes when it is wanted. */
declare const __UI__: string
declare const __CSS__: string

type Listener = (detail: never) => unknown

const words = {
  'zh-Hant': ['開啟客服對話', '客服對話', '無法載入，請檢查網路。', '重試'],
  'zh-Hans': ['打开客服对话', '客服对话', '无法加载，请检查网络。', '重试'],
  en: ['Open chat', 'Chat', 'This could not be loaded. Please check your network.', 'Try again'],
} as const

const isPhone = () => matchMedia('(max-width: 480px), (max-height: 480px) and (pointer: coarse)').matches

function settingsOf({ dataset, src }: HTMLScriptElement): Settings {
  const desk = dataset.desk || 'platform'
  const page = [document.documentElement.lang, ...navigator.languages].filter(isTag)
  return {
    server: new URL(src).origin,
    desk,
    locale: preferredLocale(page, recall(desk).locale ?? dataset.locale ?? null),
    theme: dataset.theme === 'light' || dataset.theme === 'dark' ? dataset.theme : 'auto',
    accent: dataset.accent,
  }
}

function isTag(tag: string): boolean {
  try {
    return tag !== '' && new Intl.Locale(tag) instanceof Intl.Locale
  } catch {
    return false // the page says what is no language
  }
}

function start(script: HTMLScriptElement): void {
  const settings = settingsOf(script)
  const frame = build(settings, script.dataset.side)
  const { element, launcher, panel } = frame
  const listeners = new Map<EventName, Set<Listener>>()
  let loading: Promise<Ui> | null = null

  const host: Host = {
    settings, ...frame,
    isOpen: () => 'open' in element.dataset,
    open, close, emit,
    speak: (locale) => {
      remember(settings.desk, { locale })
      speak(locale)
    },
    paint: (accent) => paint(frame, settings.accent ?? accent),
  }

  function load(): Promise<Ui> {
    loading ??= fetchUi().catch((error: unknown) => {
      loading = null
      fail(String(error))
      throw error
    })
    return loading
  }

  async function fetchUi(): Promise<Ui> {
    wait()
    const from = (path: string) => new URL(path, script.src).href
    const [ui, css] = await Promise.all([import(/* @vite-ignore */ from(__UI__)) as Promise<{ begin: (host: Host) => Promise<Ui> }>, textAt(from(__CSS__))])
    dress(frame, css)
    return ui.begin(host)
  }

  async function textAt(url: string): Promise<string> {
    const response = await fetch(url)
    if (!response.ok) throw new Error(`${url}: ${response.status}`)
    return response.text()
  }

  function wait(): void {
    panel.innerHTML = '<div class="frame-wait" role="status"><i></i></div>'
  }

  function fail(message: string): void {
    panel.innerHTML = '<div class="frame-wait" role="alert"><span></span><button type="button"></button></div>'
    panel.querySelector('span')!.textContent = words[settings.locale][2]
    const again = panel.querySelector('button')!
    again.textContent = words[settings.locale][3]
    again.onclick = () => withUi((ui) => ui.opened())
    emit('error', { code: 'OFFLINE', message })
  }

  /** What the UI is asked to do, once it is there. That it could not be loaded is said in the panel. */
  function withUi<T>(act: (ui: Ui) => T | Promise<T>): Promise<T | undefined> {
    return load().then(act).catch((error: unknown) => {
      console.warn('LiveChat:', error)
      return undefined
    })
  }

  function emit(name: EventName, detail?: unknown): void {
    listeners.get(name)?.forEach((listener) => {
      // One listener's mistake is not the others'.
      try {
        listener(detail as never)
      } catch (error) {
        console.error(error)
      }
    })
  }

  function open(): void {
    if (host.isOpen()) return
    element.hidden = false
    element.dataset.open = ''
    launcher.setAttribute('aria-expanded', 'true')
    noteOpen(true)
    emit('open')
    void withUi((ui) => ui.opened())
  }

  function close(): void {
    if (!host.isOpen()) return
    const hadFocus = frame.root.activeElement !== null
    delete element.dataset.open
    launcher.setAttribute('aria-expanded', 'false')
    noteOpen(false)
    if (hadFocus) launcher.focus()
    emit('close')
    void loading?.then((ui) => ui.closed())
  }

  function speak(locale: string): void {
    if (!isLocale(locale)) return
    settings.locale = locale
    label()
    if (loading) void withUi((ui) => ui.speak(locale as Locale))
  }

  function label(): void {
    const [button, dialog] = words[settings.locale]
    element.lang = settings.locale
    launcher.setAttribute('aria-label', button)
    panel.setAttribute('aria-label', dialog)
  }

  const api: Api = {
    open, close,
    toggle: () => (host.isOpen() ? close() : open()),
    hide: () => {
      close()
      element.hidden = true
    },
    show: () => void (element.hidden = false),
    /** Takes effect at once, or when there is something to sign in for. */
    identify: (identity) => {
      settings.identity = identity
      if (loading) void withUi((ui) => ui.identify(identity))
    },
    reset: () => void withUi((ui) => ui.reset()),
    locale: speak,
    on: (name, listener) => void listeners.set(name, (listeners.get(name) ?? new Set()).add(listener)),
    off: (name, listener) => void listeners.get(name)?.delete(listener),
    push: (...commands) => commands.forEach(([name, ...args]) => {
      if (Object.hasOwn(api, name)) (api[name as keyof Api] as (...args: unknown[]) => unknown)(...args)
    }),
  }

  label()
  launcher.setAttribute('aria-haspopup', 'dialog')
  launcher.setAttribute('aria-expanded', 'false')
  launcher.addEventListener('click', open)
  for (const hint of ['pointerenter', 'focus']) launcher.addEventListener(hint, () => void load().catch(() => undefined), { once: true })
  const remembered = recall(settings.desk)
  host.paint(remembered.accent)
  document.body.append(element)
  const page = window as unknown as { LiveChat?: unknown }
  const said = Array.isArray(page.LiveChat) ? (page.LiveChat as Command[]) : []
  page.LiveChat = api
  api.push(...said)
  if (wasOpen() && !isPhone()) open()
  else if (remembered.sessionId) void load().catch(() => undefined)
}

const script = (document.currentScript ?? document.querySelector('script[src*="/widget.js"]')) as HTMLScriptElement | null
if (script && !isThere()) {
  if (document.body) start(script)
  else addEventListener('DOMContentLoaded', () => start(script))
}
