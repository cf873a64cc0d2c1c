import { onMounted, onUnmounted, reactive } from 'vue'
import { Bell } from './bell'
import { Chime } from './chime'

const Touches = ['pointerdown', 'keydown'] as const

/** The bell of this user, for as long as the page is there. */
export function useBell(userId: string): Bell {
  const bell = reactive(new Bell(userId, new Chime(), localStorage, navigator.locks)) as Bell
  const touched = () => bell.touched()
  onMounted(() => Touches.forEach((touch) => window.addEventListener(touch, touched)))
  onUnmounted(() => {
    bell.close()
    Touches.forEach((touch) => window.removeEventListener(touch, touched))
  })
  return bell
}
