import type { MediaStep } from './port.ts'

/** Where the media server is and how far it is: from the configuration, or told by the supervisor that runs a local one. */
export interface MediaSource {
  current(): { step: MediaStep; at: number; server: { url: string; apiKey: string; apiSecret: string } | null }
  /** Calls back on every change; returns how to stop. */
  onChange(listener: () => void): () => void
}
