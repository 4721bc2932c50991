import type { RouteReply, RouteSpec } from '#shared/core/route.ts'
import type { MadeApp } from './app.ts'

type Reply<R extends RouteSpec> = {
  status: number
  body: RouteReply<R> & { refused?: string; detail?: Record<string, unknown> }
}

/** A browser without a page: it keeps cookies, says where it comes from, and calls routes. */
export class Browser {
  readonly cookies = new Map<string, string>()
  /** The last `set-cookie` lines, as sent. */
  setCookies: string[] = []
  readonly url: string
  origin: string | null
  headers: Record<string, string> = {}

  constructor(app: Pick<MadeApp, 'url' | 'config'>) {
    this.url = app.url
    this.origin = app.config.url
  }

  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  /** Sends bytes as they are; for what no page of ours would send. */
  async raw(method: string, path: string, body?: string, headers: Record<string, string> = {}): Promise<Response> {
    const response = await fetch(this.url + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(this.origin !== null && { origin: this.origin }),
        ...(this.cookies.size > 0 && { cookie: this.cookie }),
        ...this.headers,
        ...headers,
      },
      body,
    })
    this.setCookies = response.headers.getSetCookie()
    for (const line of this.setCookies) {
      const [pair = ''] = line.split(';', 1)
      const [name = '', value = ''] = pair.split('=', 2)
      if (value === '') this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    return response
  }

  /** Calls a route as our own pages do. */
  async call<R extends RouteSpec>(method: R['method'], path: string, body?: unknown): Promise<Reply<R>> {
    const response = await this.raw(
      method,
      path,
      body === undefined ? undefined : JSON.stringify(body),
      body === undefined ? {} : { 'content-type': 'application/json' },
    )
    return { status: response.status, body: (await response.json()) as Reply<R>['body'] }
  }
}
