import vue from '@vitejs/plugin-vue'
import { defineConfig, loadEnv } from 'vite'
import { compress } from './build/compress.ts'
import { flags } from './build/flags.ts'
import { widget } from './build/widget.ts'

const serverOf = (mode: string) => loadEnv(mode, '.', 'LIVECHAT_').LIVECHAT_SERVER ?? 'http://127.0.0.1:5080'

export default defineConfig(({ mode }) => ({
  plugins: [vue(), widget(), compress()],
  define: flags,
  build: {
    outDir: '../wwwroot',
    emptyOutDir: true,
    target: 'es2022',
    cssTarget: 'chrome123',
    // Inlined data: URLs for scripts or styles would need holes in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: {
      '/api': serverOf(mode),
      '/hubs': { target: serverOf(mode), ws: true },
    },
  },
}))
