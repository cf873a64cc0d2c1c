import { Refusal } from './refusals'

const TimeoutMs = 15_000

/** Where the server is. Empty where it serves this page itself; set at the start on another site's page. */
export const server = { origin: '' }

interface ProblemDetails {
  code?: string
  detail?: string
  title?: string
  [more: string]: unknown
}

/** One call to the server's HTTP interface; throws a {@link Refusal}. */
export async function request<T>(method: string, path: string, body?: unknown, token?: string, more: Record<string, string> = {}): Promise<T> {
  const response = await reach(method, path, body, token, more)
  return (response.status === 204 ? undefined : await response.json()) as T
}

/** What stands at the path, whatever it is; throws a {@link Refusal}. */
export const download = async (path: string, token: string): Promise<Blob> =>
  (await reach('GET', path, undefined, token)).blob()

/** Sends a form or a file, telling how much of it has gone (0 to 1): only this way of asking tells. Throws a {@link Refusal}. */
export function upload<T>(path: string, form: FormData | Blob, token: string, onProgress: (share: number) => void, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const call = new XMLHttpRequest()
    call.open('POST', `${server.origin}/api${path}`)
    call.setRequestHeader('Authorization', `Bearer ${token}`)
    call.responseType = 'json'
    call.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    call.onerror = call.onabort = () => reject(new Refusal('OFFLINE'))
    call.onload = () => (call.status < 300 ? resolve(call.response as T) : reject(refusalIn(call.status, call.response as ProblemDetails | null)))
    signal.addEventListener('abort', () => call.abort())
    call.send(form)
  })
}

async function reach(method: string, path: string, body: unknown, token: string | undefined, more: Record<string, string> = {}): Promise<Response> {
  const response = await ask(method, path, body, token, more)
  if (response.ok) return response
  throw await refusalOf(response)
}

async function ask(method: string, path: string, body: unknown, token: string | undefined, more: Record<string, string>): Promise<Response> {
  const headers: Record<string, string> = { ...more }
  if (body !== undefined) headers['Content-Type'] = 'application/json'
  if (token) headers['Authorization'] = `Bearer ${token}`
  try {
    return await fetch(`${server.origin}/api${path}`, {
      method, headers, body: body === undefined ? undefined : JSON.stringify(body), signal: AbortSignal.timeout(TimeoutMs),
    })
  } catch (error) {
    throw new Refusal('OFFLINE', String(error))
  }
}

async function refusalOf(response: Response): Promise<Refusal> {
  return refusalIn(response.status, (await response.json().catch(() => null)) as ProblemDetails | null)
}

function refusalIn(status: number, problem: ProblemDetails | null): Refusal {
  return Refusal.of(problem?.code ?? codeOf(status), problem?.detail ?? problem?.title ?? String(status), problem ?? {})
}

/** For answers that are no problem details, such as a proxy's. */
function codeOf(status: number): string {
  if (status === 401) return 'UNAUTHENTICATED'
  if (status === 403) return 'FORBIDDEN'
  if (status === 404) return 'NOT_FOUND'
  if (status === 429) return 'RATE_LIMITED'
  return status >= 500 ? 'OVERLOADED' : 'INVALID'
}
