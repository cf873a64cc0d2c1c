import { createRouter, createWebHistory, type RouteComponent } from 'vue-router'
import { loadWords, type Area } from './words'

type Page = () => Promise<{ default: RouteComponent }>

/** A page together with the words of its area; each of them shows conversations, which may have files. */
const within = (area: Area, page: Page) => async () => (await Promise.all([page(), loadWords(area), loadWords('attachments')]))[0]

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', component: () => import('./pages/start/StartPage.vue') },
    { path: '/chat', component: within('chat', () => import('./pages/chat/ChatPage.vue')) },
    { path: '/desk', component: within('desk', () => import('./pages/desk/DeskPage.vue')) },
    { path: '/console', component: within('console', () => import('./pages/console/ConsolePage.vue')) },
    { path: '/reports', component: within('reports', () => import('./pages/reports/ReportsPage.vue')) },
    { path: '/knowledge', component: within('knowledge', () => import('./pages/knowledge/KnowledgePage.vue')) },
    { path: '/help/:id', component: within('knowledge', () => import('./pages/knowledge/HelpPage.vue')) },
    { path: '/:rest(.*)', redirect: '/' },
  ],
})
