import os from 'node:os'

/** True when only this machine can reach an address to listen on. */
export const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127\./.test(host)

const isEverything = (host: string): boolean => host === '0.0.0.0' || host === '::'

/**
 * The addresses others reach this machine by when it listens on `host`; IPv4 first, none for loopback.
 * Link-local IPv6 addresses are left out: a browser cannot open them.
 */
export function reachableAddresses(host: string): string[] {
  if (isLoopback(host)) return []
  if (!isEverything(host)) return [host]
  return Object.values(os.networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter((entry) => !entry.internal && !entry.address.startsWith('fe80:'))
    .sort((a, b) => a.family.localeCompare(b.family))
    .map((entry) => entry.address)
}

/** An address as it stands in a URL. */
export const hostInUrl = (address: string): string => (address.includes(':') ? `[${address}]` : address)
