import vue from '@vitejs/plugin-vue'
import { defineConfig, loadEnv } from 'vite'

const serverOf = (mode: string) => loadEnv(mode, '.', 'LIVECHAT_').LIVECHAT_SERVER ?? 'http://127.0.0.1:5080'

export default defineConfig(({ mode }) => ({
  plugins: [vue()],
  define: {
    __VUE_OPTIONS_API__: false,
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_I18N_LEGACY_API__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
  },
  build: {
    outDir: '../wwwroot',
    emptyOutDir: true,
    target: 'es2022',
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
