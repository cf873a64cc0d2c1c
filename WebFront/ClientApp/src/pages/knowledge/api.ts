import type { Account } from '../../shared/account'
import type { Locale } from '../../shared/languages'
import type { Page } from '../console/api'

/** What the server tells of the knowledge base, as docs/protocol.md describes it under "Knowledge". */

export type Kind = 'faq' | 'article'
export type Status = 'draft' | 'published'

export interface Article {
  articleId: string
  version: number
  kind: Kind
  status: Status
  title: string
  /** Left out in lists. */
  body?: string
  language: Locale
  category: string
  tags: string[]
  authorName: string
  createdAt: string
  updatedAt: string
}

/** What an editor writes. */
export interface Draft {
  kind: Kind
  status: Status
  title: string
  body: string
  language: Locale
  category: string
  tags: string[]
}

export interface Mark {
  start: number
  length: number
}

export interface Hit {
  article: { faqId: string; question: string; answer: string; language: Locale; tags: string[]; updatedAt: string }
  kind: Kind
  status: Status
  category: string
  score: number
  confident: boolean
  snippet: string
  marks: Mark[]
}

export interface Filter {
  kind: Kind | ''
  status: Status | ''
  language: Locale | ''
  category: string
  tag: string
}

export type QuestionState = 'open' | 'answered' | 'dismissed'

export interface Question {
  questionId: string
  state: QuestionState
  question: string
  languages: Locale[]
  times: number
  firstAskedAt: string
  lastAskedAt: string
  articleId?: string
  askings: { sessionId: string; seq: number; deskId?: string; askedAt: string }[]
}

export interface ImportProgress {
  importId: string
  name: string
  state: 'running' | 'done' | 'stopped' | 'failed' | 'interrupted'
  total: number
  done: number
  added: number
  changed: number
  unchanged: number
  bad: number
  badLines: { line: number; reason: string }[]
}

const query = (values: Record<string, string | undefined>) => {
  const given = Object.entries(values).filter((entry): entry is [string, string] => !!entry[1])
  return given.length ? `?${new URLSearchParams(given)}` : ''
}

/** The calls of those who keep the knowledge base. */
export class KnowledgeApi {
  constructor(private readonly account: Account) {}

  async page(filter: Filter, after?: string): Promise<Page<Article>> {
    const { articles, next } = await this.account.call<{ articles: Article[]; next?: string }>('GET', `/knowledge/articles${query({ ...filter, after })}`)
    return { rows: articles, next }
  }

  search = async (q: string, filter: Filter) => (await this.account.call<{ hits: Hit[] }>('GET', `/knowledge/search${query({ ...filter, q, limit: '20' })}`)).hits

  categories = async () => (await this.account.call<{ categories: { category: string; articles: number }[] }>('GET', '/knowledge/categories')).categories

  read = (id: string) => this.account.call<Article>('GET', `/knowledge/articles/${id}`)

  create = (draft: Draft, answers?: string) => this.account.call<Article>('POST', '/knowledge/articles', { ...draft, answers })

  /** Refused as a conflict where somebody has written a later version than the one named. */
  rewrite = (id: string, draft: Draft, version: number) => this.account.call<Article>('PUT', `/knowledge/articles/${id}`, { ...draft, version })

  remove = (id: string) => this.account.call<void>('DELETE', `/knowledge/articles/${id}`)

  versions = async (id: string) => (await this.account.call<{ versions: Article[] }>('GET', `/knowledge/articles/${id}/versions`)).versions

  version = (id: string, version: number) => this.account.call<Article>('GET', `/knowledge/articles/${id}/versions/${version}`)

  restore = (id: string, version: number, seen: number) => this.account.call<Article>('POST', `/knowledge/articles/${id}/restore`, { version, seen })

  questions = async (state: QuestionState, order: string) =>
    (await this.account.call<{ questions: Question[] }>('GET', `/knowledge/unanswered${query({ state, order })}`)).questions

  settle = (id: string, state: QuestionState) => this.account.call<void>('PUT', `/knowledge/unanswered/${id}`, { state })

  import = (file: File, settings: Record<string, string>, onProgress: (share: number) => void, signal: AbortSignal) =>
    this.account.upload<ImportProgress>(`/knowledge/imports${query({ name: file.name, ...settings })}`, file, onProgress, signal)

  importProgress = (id: string) => this.account.call<ImportProgress>('GET', `/knowledge/imports/${id}`)

  stopImport = (id: string) => this.account.call<ImportProgress>('DELETE', `/knowledge/imports/${id}`)
}
