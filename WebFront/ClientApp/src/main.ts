import { createApp } from 'vue'
import App from './App.vue'
import { router } from './router'
import { i18n, startLocale } from './shared/locale'
import './styles/tokens.css'
import './styles/base.css'
import './styles/bubbles.css'

startLocale()
createApp(App).use(router).use(i18n).mount('#app')
