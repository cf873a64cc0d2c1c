const MostPx = 480
/** What the server takes. */
const MostBytes = 300 * 1024
/** A picture as small as this needs none. */
const SmallBytes = 60 * 1024
const Quality = 0.8
const Drawable = /^image\/(jpeg|png|webp|gif)$/

/** A small picture of a picture; null where none is needed or the browser cannot draw it. */
export async function thumbnailOf(file: Blob): Promise<Blob | null> {
  if (!Drawable.test(file.type)) return null
  try {
    const picture = await createImageBitmap(file)
    const scale = Math.min(1, MostPx / Math.max(picture.width, picture.height))
    if (scale === 1 && file.size <= SmallBytes) return null
    const [width, height] = [picture.width, picture.height].map((px) => Math.max(1, Math.round(px * scale))) as [number, number]
    return (await draw(picture, width, height, 'image/webp')) ?? (await draw(picture, width, height, 'image/jpeg'))
  } catch {
    return null // whether it is a picture at all, the server judges
  }
}

async function draw(picture: ImageBitmap, width: number, height: number, type: string): Promise<Blob | null> {
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  const pen = canvas.getContext('2d')
  if (!pen) return null
  if (type === 'image/jpeg') {
    pen.fillStyle = '#fff' // it knows no transparency
    pen.fillRect(0, 0, width, height)
  }
  pen.drawImage(picture, 0, 0, width, height)
  const drawn = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, Quality))
  return drawn?.type === type && drawn.size <= MostBytes ? drawn : null
}
