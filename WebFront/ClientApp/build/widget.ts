import vue from '@vitejs/plugin-vue'
import { readFile, rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build, type InlineConfig, type Manifest, type Plugin } from 'vite'
import { flags } from './flags.ts'

const here = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))
const Out = here('../wwwroot')

const common: InlineConfig = { configFile: false, publicDir: false, logLevel: 'warn', define: { ...flags, 'process.env.NODE_ENV': '"production"' } }

/** Leaves out what is never used here: preloading of chunks that have none. */
const lean = (): Plugin => ({
  name: 'livechat-lean',
  enforce: 'pre',
  load: (id) => (id.endsWith('vite/preload-helper.js') ? 'export const __vitePreload = (load) => load()' : null),
})

/** One letter or two tell the parts' styles apart as well as the usual eight. */
const ids = new Map<string, string>()
const shortId = (file: string): string => {
  if (!ids.has(file)) ids.set(file, ids.size.toString(36))
  return ids.get(file)!
}

/** What is loaded on demand: modules and one style sheet, named by their content. */
const ui: InlineConfig = {
  ...common,
  base: './',
  plugins: [vue({ features: { componentIdGenerator: shortId } }), lean()],
  resolve: { alias: { 'vue-i18n': here('src/widget/words.ts') } },
  build: {
    outDir: `${Out}/widget`,
    emptyOutDir: true,
    manifest: 'manifest.json',
    target: 'es2022',
    cssTarget: 'chrome123',
    assetsInlineLimit: 0,
    modulePreload: false,
    cssCodeSplit: false,
    rollupOptions: {
      input: here('src/widget/ui.ts'),
      preserveEntrySignatures: 'allow-extension',
      // What files need comes in one part with the first of them: together it packs smaller.
      output: {
        codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: 'files', test: /components[\\/]attachments[\\/](AttachmentList|AttachmentTray|FileRow|Picture|Playable|UploadRow|VoiceRecorder|blobs|frame|recording)|shared[\\/]thumbnails/ }] },
        entryFileNames: 'ui-[hash].js', chunkFileNames: '[name]-[hash].js', assetFileNames: '[name]-[hash][extname]',
      },
    },
  },
}

/** The one script that pages name. It knows the others by their names of today. */
const loader = (uiName: string, cssName: string): InlineConfig => ({
  ...common,
  define: { ...common.define, __UI__: JSON.stringify(`widget/${uiName}`), __CSS__: JSON.stringify(`widget/${cssName}`) },
  build: {
    outDir: Out,
    emptyOutDir: false,
    target: 'es2022',
    lib: { entry: here('src/widget/loader.ts'), formats: ['iife'], name: 'LiveChatLoader', fileName: () => 'widget.js' },
  },
})

/** Builds the widget beside the pages: `widget.js`, and `widget/` with what it loads. */
export const widget = (): Plugin => ({
  name: 'livechat-widget',
  apply: 'build',
  closeBundle: { sequential: true, order: 'pre', handler: make },
})

async function make(): Promise<void> {
  await build(ui)
  const files = Object.values(JSON.parse(await readFile(`${Out}/widget/manifest.json`, 'utf8')) as Manifest)
  const entry = files.find((file) => file.isEntry)
  const css = files.flatMap((file) => [file.file, ...(file.css ?? [])]).find((name) => name.endsWith('.css'))
  await rm(`${Out}/widget/manifest.json`)
  if (!entry || !css) throw new Error('The widget has no entry or no style sheet.')
  await build(loader(entry.file, css))
}
