/// <reference types="svelte" />
/// <reference types="vite/client" />

/** Fingerprint of the wire this page was built with. */
declare const __PROTOCOL__: string
