import '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { DEVICE_MS, SIGN_IN_MS } from '#shared/access/contract.ts'
import { newSecret } from '../identity/secrets.ts'

/** `foyer`: the signed-in browser. `foyer-began`: this browser is where a sign-in began. */
type Name = 'foyer' | 'foyer-began'

/** Behind TLS a cookie is pinned to this very host by its name; on plain http browsers refuse that prefix. */
const nameFor = (request: FastifyRequest, name: Name): string =>
  request.protocol === 'https' ? `__Host-${name}` : name

const SECRET = /^[A-Za-z0-9_-]{43}$/

/** The secret in a cookie, if it has the shape of one of ours. */
export function readCookie(request: FastifyRequest, name: Name): string | null {
  const value = request.cookies[nameFor(request, name)]
  return value && SECRET.test(value) ? value : null
}

function write(request: FastifyRequest, reply: FastifyReply, name: Name, value: string, ms: number): void {
  reply.setCookie(nameFor(request, name), value, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: request.protocol === 'https',
    maxAge: Math.floor(ms / 1000),
  })
}

/** Signs this browser in with a fresh secret, or (null) out. */
export function writeDevice(request: FastifyRequest, reply: FastifyReply, secret: string | null): void {
  write(request, reply, 'foyer', secret ?? '', secret ? DEVICE_MS : 0)
}

/** The opaque key of this browser while it signs in; made at first use. */
export function browserKey(request: FastifyRequest, reply: FastifyReply): string {
  const key = readCookie(request, 'foyer-began') ?? newSecret()
  write(request, reply, 'foyer-began', key, SIGN_IN_MS)
  return key
}
