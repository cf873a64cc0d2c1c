import { onScopeDispose, watchEffect } from 'vue'

const Size = 32

/** Shows in the tab, for who looks elsewhere, how much is new: `(n)` before the title, and a dot on the icon. */
export function useTab(title: string, count: () => number): void {
  const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]')
  const plain = icon?.href
  let marked: Promise<string> | null = null
  let shown = false

  watchEffect(() => {
    const n = count()
    document.title = n > 0 ? `(${n > 99 ? '99+' : n}) ${title}` : title
    const mark = n > 0
    if (!icon || !plain || mark === shown) return
    shown = mark
    if (!mark) icon.href = plain
    else void (marked ??= withDot(plain)).then((address) => shown && (icon.href = address), () => undefined) // the number in the title stands without it
  })
  onScopeDispose(() => {
    shown = false
    document.title = title
    if (icon && plain) icon.href = plain
  })
}

/** The icon with a dot in its corner, drawn once. */
async function withDot(address: string): Promise<string> {
  const image = new Image(Size, Size)
  image.src = address
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = Size
  const pen = canvas.getContext('2d')!
  pen.drawImage(image, 0, 0, Size, Size)
  pen.beginPath()
  pen.arc(Size - 8, 8, 8, 0, 2 * Math.PI)
  pen.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--danger').trim() || 'red'
  pen.fill()
  return canvas.toDataURL('image/png')
}

/** A word on the desktop for who looks elsewhere; one for each conversation, however many tabs say it. */
export function notify(title: string, body: string, tag: string, onClick: () => void): void {
  if (document.visibilityState === 'visible' || !('Notification' in window) || Notification.permission !== 'granted') return
  const notification = new Notification(title, { body, tag: `livechat.${tag}`, silent: true })
  notification.onclick = () => {
    window.focus()
    notification.close()
    onClick()
  }
}

/** Whether it is worth asking: never before the agent wishes it, and not again after a no. */
export const canAskForNotifications = (): boolean => 'Notification' in window && Notification.permission === 'default'
