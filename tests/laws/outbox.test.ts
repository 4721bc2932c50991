import { describe, expect, test } from 'vitest'
import { findLines, sources } from '../helpers/sources.ts'

const OUTBOX = 'client/core/outbox.ts'
const others = sources('client/**/*.{ts,svelte,html}').filter(([path]) => path !== OUTBOX)

/** Everything by which a page can send a byte or open a line. */
const WAYS_OUT: Record<string, RegExp> = {
  fetch: /(?<![\w.'`-])fetch\s*\(|\b(?:window|globalThis|self)\s*(?:\.|\[['"])fetch\b/,
  XMLHttpRequest: /\bXMLHttpRequest\b/,
  WebSocket: /\bWebSocket\b/,
  WebTransport: /\bWebTransport\b/,
  RTCPeerConnection: /\bRTCPeerConnection\b/,
  EventSource: /\bEventSource\b/,
  sendBeacon: /\bsendBeacon\b/,
  'a service worker': /\bserviceWorker\b/,
  'a form that posts': /<form[^>]*\s(?:action|method)=/,
  'a frame': /<(?:iframe|object|embed)\b/,
  'an address of another site': /\b(?:src|href|action|url\()\s*=?\s*['"{(]*https?:\/\//,
  'socket.io-client': /^(?!\s*import type\b|.*\btypeof import).*['"]socket\.io-client['"]/,
  'livekit-client': /^(?!\s*import type\b|.*\btypeof import).*['"]livekit-client['"]/,
}

describe('all that leaves the device goes through client/core/outbox.ts', () => {
  for (const [way, pattern] of Object.entries(WAYS_OUT))
    test(`nothing else in the client uses ${way}`, () => {
      expect(findLines(others, pattern)).toEqual([])
    })

  test('these patterns find what they name', () => {
    const seeded: [string, string][] = [
      ['a', "  const r = await fetch('/api/me')"],
      ['b', "  globalThis.fetch('/x')"],
      ['c', "  import { io } from 'socket.io-client'"],
      ['d', "  const { Room } = await import('livekit-client')"],
      ['e', '  <img src="https://elsewhere.example/pixel.gif" />'],
      ['f', '  <form method="post">'],
    ]
    const found = Object.values(WAYS_OUT).flatMap((pattern) => findLines(seeded, pattern).map((line) => line[0]))
    expect(found.sort()).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
    expect(findLines([['g', "import type { Room } from 'livekit-client'"]], WAYS_OUT['livekit-client']!)).toEqual([])
  })
})
