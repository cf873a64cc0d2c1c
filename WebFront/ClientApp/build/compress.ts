import { readdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

const Out = fileURLToPath(new URL('../../wwwroot', import.meta.url))
const Text = /\.(js|css|html|svg|json)$/
/** Smaller files do not fit into fewer packets by it. */
const LeastBytes = 1024

/** Compresses each text once, when it is built, and says how much goes over the wire. Comes after all that writes files. */
export const compress = (): Plugin => ({
  name: 'livechat-compress',
  apply: 'build',
  closeBundle: { sequential: true, order: 'post', handler: pack },
})

async function pack(): Promise<void> {
  const names = (await readdir(Out, { recursive: true })).filter((name) => Text.test(name))
  const sizes = new Map<string, number>()
  for (const name of names) {
    const bytes = await readFile(`${Out}/${name}`)
    const packed = gzipSync(bytes, { level: 9 })
    const smaller = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } })
    sizes.set(name, smaller.length)
    if (bytes.length < LeastBytes) continue
    await writeFile(`${Out}/${name}.gz`, packed)
    await writeFile(`${Out}/${name}.br`, smaller)
  }
  report(sizes)
}

function report(sizes: Map<string, number>): void {
  const kb = (of: (name: string) => boolean) =>
    ([...sizes].filter(([name]) => of(name)).reduce((sum, [, size]) => sum + size, 0) / 1024).toFixed(1)
  const language = (name: string) => /(en|zh-\w+)-/.test(name)
  const ofWidget = (name: string) => name === 'widget.js' || (/^widget[/\\]/.test(name) && /\.(js|css)$/.test(name) && (!language(name) || /zh-Hant/.test(name)))
  console.log(`compressed with brotli, as browsers get it: loader ${kb((n) => n === 'widget.js')} KB (at most 5), `
    + `the whole widget with one language ${kb(ofWidget)} KB (at most 60), all pages together ${kb((n) => /^assets[/\\]/.test(n))} KB`)
}
