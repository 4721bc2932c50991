import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'
import { protocolFingerprint } from './shared/protocol.ts'

// In development the supervisor starts Vite on the one port people use and names the server behind it.
const server = `http://127.0.0.1:${process.env.FOYER_SERVER_PORT ?? '3001'}`

/** The client: `client/` → `dist/client`. Everything is a file of our own origin, as the strict CSP wants it. */
export default defineConfig({
  root: 'client',
  plugins: [svelte()],
  define: { __PROTOCOL__: JSON.stringify(protocolFingerprint()) },
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    // A small font or picture inlined as data: would be blocked by font-src 'self'.
    assetsInlineLimit: 0,
    target: 'es2022',
    // light-dark() must reach the browser as it is: lowered, a dark part of a light page would stay light.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
  },
  server: {
    proxy: {
      '/api': server,
      '/whip': server,
      '/health': server,
      '/metrics': server,
      '/dev/mail': server,
      '/socket.io': { target: server, ws: true },
    },
  },
})
