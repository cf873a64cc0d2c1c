/**
 * How a view follows this library's objects. The library draws nothing and knows no framework: what changes passes
 * `live` once, what a view need not look into passes `still`. A page that uses Vue gives `reactive` and `markRaw`.
 */
interface View {
  live: <T extends object>(object: T) => T
  still: <T extends object>(object: T) => T
}

export const view: View = { live: (object) => object, still: (object) => object }

/** To be called before anything else of the library is used. */
export const followWith = (way: View): View => Object.assign(view, way)
