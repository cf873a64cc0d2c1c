import { computed, ref, shallowRef, type Ref } from 'vue'
import { Refusal } from '../../shared/refusals'

/** A value that is edited, saved and undone. `save` answers the value as it stands then. */
export function useForm<T extends object>(save: (value: T) => Promise<T>, changes: (before: T, after: T) => string[]) {
  const saved = shallowRef<T>()
  const draft = ref<T>() as Ref<T | undefined>
  const before = shallowRef<T>()
  const said = ref<string[]>([])
  const busy = ref(false)
  const refusal = shallowRef<Refusal | null>(null)
  const copy = (value: T): T => JSON.parse(JSON.stringify(value)) as T
  const dirty = computed(() => !!draft.value && JSON.stringify(draft.value) !== JSON.stringify(saved.value))

  function begin(value: T) {
    saved.value = copy(value)
    draft.value = copy(value)
    before.value = undefined
    said.value = []
    refusal.value = null
  }

  async function write(value: T, undoable: boolean) {
    if (busy.value || !saved.value) return
    busy.value = true
    refusal.value = null
    const old = saved.value
    try {
      const now = await save(copy(value))
      said.value = changes(old, now)
      before.value = undoable ? old : undefined
      saved.value = copy(now)
      draft.value = copy(now)
    } catch (error) {
      refusal.value = Refusal.from(error)
    } finally {
      busy.value = false
    }
  }

  const submit = async () => {
    if (draft.value && dirty.value) await write(draft.value, true)
  }
  const undo = async () => {
    if (before.value) await write(before.value, false)
  }
  const discard = () => saved.value && (draft.value = copy(saved.value))
  /** Ctrl+Enter anywhere in the form. */
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return
    event.preventDefault()
    void submit()
  }
  return { draft, saved, dirty, busy, refusal, said, undoable: computed(() => !!before.value), begin, submit, undo, discard, onKey }
}
