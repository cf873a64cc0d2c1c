import { createRouter, createWebHistory, type RouteComponent } from 'vue-router'
import { loadWords, type Area } from './words'

type Page = () => Promise<{ default: RouteComponent }>

/** A page together with the words of its areas. */
const within = (areas: Area[], page: Page) => async () => (await Promise.all([page(), ...areas.map(loadWords)]))[0]
/** What people sign in to; and it shows conversations, which may have files. */
const inside = (area: Area, page: Page, ...more: Area[]) => within([area, 'signIn', 'attachments', ...more], page)

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', component: within(['start'], () => import('./pages/start/StartPage.vue')) },
    { path: '/chat', component: inside('chat', () => import('./pages/chat/ChatPage.vue')) },
    { path: '/desk', component: inside('desk', () => import('./pages/desk/DeskPage.vue'), 'notes') },
    { path: '/tickets', component: within(['tickets', 'signIn'], () => import('./pages/tickets/TicketsPage.vue')) },
    { path: '/console', component: inside('console', () => import('./pages/console/ConsolePage.vue'), 'notes') },
    { path: '/reports', component: within(['reports'], () => import('./pages/reports/ReportsPage.vue')) },
    { path: '/knowledge', component: within(['knowledge'], () => import('./pages/knowledge/KnowledgePage.vue')) },
    { path: '/help/:id', component: within(['knowledge'], () => import('./pages/knowledge/HelpPage.vue')) },
    { path: '/:rest(.*)', redirect: '/' },
  ],
})
