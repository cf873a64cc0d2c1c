const queues = new Map<string, Promise<unknown>>()

/**
 * Does one piece of work of this name at a time. Web Locks reach across tabs but exist only over TLS and on localhost;
 * elsewhere one tab queues by itself.
 */
export function alone<T>(name: string, work: () => Promise<T>): Promise<T> {
  if (navigator.locks) return navigator.locks.request(`livechat.${name}`, work) as Promise<T>
  const turn = (queues.get(name) ?? Promise.resolve()).then(work, work)
  queues.set(name, turn)
  return turn
}
