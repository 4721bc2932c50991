import net from 'node:net'
import type { FastifyRequest } from 'fastify'

/** What counts as one client's address: of IPv6 the network (/64), because one device has as many of those as it likes. */
export function addressKey(address: string): string {
  const plain = address.startsWith('::ffff:') ? address.slice(7) : address
  if (!net.isIPv6(plain)) return plain
  const [head = '', tail = ''] = plain.split('::', 2)
  const first = head.split(':').filter(Boolean)
  const last = plain.includes('::') ? tail.split(':').filter(Boolean) : []
  const gap = plain.includes('::') ? Array<string>(8 - first.length - last.length).fill('0') : []
  return `${[...first, ...gap, ...last].slice(0, 4).join(':')}::/64`
}

const LOOPBACK = new net.BlockList()
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4')
LOOPBACK.addAddress('::1', 'ipv6')
const NEAR = new net.BlockList()
NEAR.addSubnet('127.0.0.0', 8, 'ipv4')
NEAR.addSubnet('10.0.0.0', 8, 'ipv4')
NEAR.addSubnet('172.16.0.0', 12, 'ipv4')
NEAR.addSubnet('192.168.0.0', 16, 'ipv4')
NEAR.addAddress('::1', 'ipv6')
NEAR.addSubnet('fc00::', 7, 'ipv6')

function isIn(list: net.BlockList, request: FastifyRequest): boolean {
  // A proxy would make everyone look near: what it passes on is never.
  if (request.headers['x-forwarded-for'] !== undefined || request.headers.forwarded !== undefined) return false
  const address = (request.raw.socket.remoteAddress ?? '').replace(/^::ffff:/, '')
  return net.isIP(address) !== 0 && list.check(address, net.isIPv6(address) ? 'ipv6' : 'ipv4')
}

/** Asked from this very machine, by one of its own names (a page elsewhere may point a name of its own at us). */
export const isFromThisMachine = (request: FastifyRequest): boolean =>
  isIn(LOOPBACK, request) && ['localhost', '127.0.0.1', '[::1]'].includes(request.hostname)

/** Asked from this machine or its own network, and not through a proxy. */
export const isFromNearby = (request: FastifyRequest): boolean => isIn(NEAR, request)
