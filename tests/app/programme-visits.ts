import type { MadeApp } from '../helpers/app.ts'

/** What a route answered. */
export interface Answered<T> {
  status: number
  body: T
  etag: string | null
}

/** A browser that signed in by a link: it carries its cookie and its page's origin. */
export class Visit {
  /** Of the event the link led to. */
  readonly slug: string
  readonly #url: string
  readonly #headers: Record<string, string>

  constructor(url: string, origin: string, cookie: string, next: string) {
    this.#url = url
    this.#headers = { origin, cookie }
    this.slug = next.split('/').at(-1)!
  }

  get<T>(path: string, etag?: string): Promise<Answered<T>> {
    return this.#ask<T>(path, { headers: etag ? { ...this.#headers, 'if-none-match': etag } : this.#headers })
  }

  send<T = unknown>(method: string, path: string, body?: unknown): Promise<Answered<T>> {
    if (body === undefined) return this.#ask<T>(path, { method, headers: this.#headers })
    const headers = { ...this.#headers, 'content-type': 'application/json' }
    return this.#ask<T>(path, { method, headers, body: JSON.stringify(body) })
  }

  async #ask<T>(path: string, init: RequestInit): Promise<Answered<T>> {
    const response = await fetch(this.#url + path, init)
    const text = await response.text()
    return { status: response.status, body: (text ? JSON.parse(text) : null) as T, etag: response.headers.get('etag') }
  }
}

/** Signs a fresh browser in by a printed link; throws the refusal's code. */
export async function enterByLink({ url, config }: MadeApp, link: string): Promise<Visit> {
  const response = await fetch(`${url}/api/sign-in/link`, {
    method: 'POST',
    headers: { origin: config.url, 'content-type': 'application/json' },
    body: JSON.stringify({ token: new URL(link).hash.slice(1) }),
  })
  const body = (await response.json()) as { next?: string; refused?: string }
  if (!response.ok) throw new Error(body.refused)
  const cookie = response.headers.getSetCookie()[0]!.split(';', 1)[0]!
  return new Visit(url, config.url, cookie, body.next ?? '')
}
