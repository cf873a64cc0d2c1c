import { createRouter, createWebHistory } from 'vue-router'

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', component: () => import('./pages/start/StartPage.vue') },
    { path: '/chat', component: () => import('./pages/chat/ChatPage.vue') },
    { path: '/desk', component: () => import('./pages/desk/DeskPage.vue') },
    { path: '/:rest(.*)', redirect: '/' },
  ],
})
