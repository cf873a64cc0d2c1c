import { createApp } from 'vue'
import App from './App.vue'
import { router } from './router'
import './styles/tokens.css'
import './styles/base.css'
import './styles/bubbles.css'
import { i18n, startLocale } from './words'

await startLocale()
createApp(App).use(router).use(i18n).mount('#app')
