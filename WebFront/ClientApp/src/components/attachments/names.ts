const Endings: Record<string, string> = {
  'image/png': 'png', 'image/jpeg': 'jpg', 'image/gif': 'gif', 'image/webp': 'webp',
  'audio/webm': 'webm', 'audio/mp4': 'm4a', 'audio/ogg': 'ogg',
}

/** The file's own name; what was pasted or recorded has none, and is called by its time. */
export function nameFor(file: Blob, now = new Date()): string {
  if (file instanceof File && file.name) return file.name
  const type = file.type.split(';')[0]!
  const kind = type.startsWith('audio/') ? 'voice' : type.startsWith('image/') ? 'picture' : 'file'
  const time = now.toISOString().slice(0, 19).replaceAll(/[:T]/g, '-')
  return `${kind}-${time}.${Endings[type] ?? 'bin'}`
}

/** 812 B, 4.2 KB, 13 MB: in the reader's language. */
export function sizeIn(locale: string, bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte']
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(bytes, 1)) / 10))
  const value = bytes / 1024 ** power
  return new Intl.NumberFormat(locale, {
    style: 'unit', unit: units[power], unitDisplay: 'short', maximumFractionDigits: power === 0 || value >= 10 ? 0 : 1,
  }).format(value)
}

export type FileKind = 'picture' | 'audio' | 'video' | 'file'

export function kindOf(contentType: string): FileKind {
  const group = contentType.split('/')[0]
  if (group === 'image') return /^image\/(jpeg|png|gif|webp)/.test(contentType) ? 'picture' : 'file'
  return group === 'audio' || group === 'video' ? group : 'file'
}
