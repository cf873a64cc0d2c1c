import { createRouter, createWebHistory, type RouteComponent } from 'vue-router'
import { loadWords, type Area } from './words'

type Page = () => Promise<{ default: RouteComponent }>

/** A page together with the words of its areas. */
const within = (areas: Area[], page: Page) => async () => (await Promise.all([page(), ...areas.map(loadWords)]))[0]

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', component: () => import('./pages/start/StartPage.vue') },
    { path: '/chat', component: within(['chat', 'attachments'], () => import('./pages/chat/ChatPage.vue')) },
    { path: '/desk', component: within(['desk', 'attachments'], () => import('./pages/desk/DeskPage.vue')) },
    { path: '/:rest(.*)', redirect: '/' },
  ],
})
