const GapPx = 4

/** Puts a popover above what it belongs to, or below where there is no room, and within the window. */
export function placeBeside(popover: HTMLElement, anchor: HTMLElement): void {
  const near = anchor.getBoundingClientRect()
  const { offsetWidth: width, offsetHeight: height } = popover
  const left = Math.min(Math.max(near.left + near.width / 2 - width / 2, GapPx), innerWidth - width - GapPx)
  const above = near.top - height - GapPx
  popover.style.left = `${Math.max(left, GapPx)}px`
  popover.style.top = `${above >= GapPx ? above : Math.min(near.bottom + GapPx, innerHeight - height - GapPx)}px`
}
