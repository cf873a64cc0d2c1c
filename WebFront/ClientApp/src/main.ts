import { createApp, markRaw, reactive } from 'vue'
import App from './App.vue'
import { router } from './router'
import { followWith } from './shared/view'
import './styles/tokens.css'
import './styles/base.css'
import './styles/bubbles.css'
import { i18n, startLocale } from './words'

followWith({ live: reactive as <T extends object>(object: T) => T, still: markRaw })
await startLocale()
createApp(App).use(router).use(i18n).mount('#app')
