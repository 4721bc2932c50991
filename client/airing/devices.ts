export type Kind = 'camera' | 'microphone'

/** Why there is no camera or microphone, as far as browsers tell. */
export type Trouble = 'denied' | 'none' | 'busy' | 'insecure' | 'unknown'

const CAUSES: Record<string, Trouble> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'none',
  OverconstrainedError: 'none',
  NotReadableError: 'busy',
  AbortError: 'busy',
}

export const troubleOf = (error: unknown): Trouble =>
  (error instanceof DOMException ? CAUSES[error.name] : undefined) ?? 'unknown'

/** Browsers lend devices only to https and to this machine itself. */
export const canCapture = (): boolean => window.isSecureContext && 'mediaDevices' in navigator
export const canShareScreen = (): boolean => canCapture() && 'getDisplayMedia' in navigator.mediaDevices

/** Whose settings have to be opened when access was denied. */
export type BrowserKind = 'chrome' | 'firefox' | 'safari' | 'phone' | 'other'
export function browserKind(agent = navigator.userAgent): BrowserKind {
  if (/Android|iPhone|iPad|Mobile/.test(agent)) return 'phone'
  if (/Firefox\//.test(agent)) return 'firefox'
  if (/Chrom(e|ium)\//.test(agent)) return 'chrome'
  return /Safari\//.test(agent) ? 'safari' : 'other'
}

/** What is asked of the browser: 720p is what the stage shows large, and the room's echo is taken out. */
export function constraints(kind: Kind, device: string | null): MediaStreamConstraints {
  // A device that was unplugged since must not leave us without any: prefer it, do not insist.
  const deviceId = device === null ? undefined : { ideal: device }
  if (kind === 'camera')
    return { video: { deviceId, width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } } }
  return { audio: { deviceId, echoCancellation: true, noiseSuppression: true, autoGainControl: true } }
}

/** May we open this without the browser asking? Browsers that do not say count as no. */
export async function isGranted(kind: Kind): Promise<boolean> {
  try {
    return (await navigator.permissions.query({ name: kind as PermissionName })).state === 'granted'
  } catch {
    // Older browsers do not know these names.
    return false
  }
}
