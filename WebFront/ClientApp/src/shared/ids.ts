let lastMs = 0
let count = 0

/**
 * A UUID of version 7, each greater than the one before: unsent messages are put in order by it. Made by hand, since
 * `crypto.randomUUID` is missing on pages served without TLS.
 */
export function uuid7(now = Date.now()): string {
  count = now > lastMs ? 0 : count + 1
  lastMs = Math.max(now, lastMs) + (count >> 12)
  count &= 0xfff
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(lastMs / 2 ** (8 * (5 - i))) % 256
  bytes[6] = 0x70 | (count >> 8)
  bytes[7] = count & 0xff
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
