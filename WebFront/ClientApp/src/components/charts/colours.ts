/** A token's colour as a canvas reads it back: charts mix colours, and know no oklch. The probe is any element of the page. */
export function colourOf(probe: HTMLElement, token: string): string {
  const pixel = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!
  probe.style.color = `var(${token})`
  pixel.fillStyle = getComputedStyle(probe).color
  pixel.fillRect(0, 0, 1, 1)
  return `rgb(${[...pixel.getImageData(0, 0, 1, 1).data.slice(0, 3)].join(',')})`
}
