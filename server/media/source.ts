import type { MediaStep } from './port.ts'

/** Where the media server is and how far it is: from the configuration, or told by the supervisor that runs a local one. */
export interface MediaSource {
  current(): {
    step: MediaStep
    /** When this step began, ms UTC. */
    at: number
    /** `publicUrl`: as browsers reach it; left out, it follows from the address of their page. */
    server: { url: string; publicUrl?: string; apiKey: string; apiSecret: string } | null
  }
  /** Calls back on every change; returns how to stop. */
  onChange(listener: () => void): () => void
}
