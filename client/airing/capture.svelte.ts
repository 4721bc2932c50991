import { readPref, writePref } from '../core/prefs.ts'
import { canCapture, constraints, isGranted, type Kind, type Trouble, troubleOf } from './devices.ts'

/** A device as its list shows it. Before access is given browsers name none. */
export interface Device {
  id: string
  label: string
}

/**
 * One's own camera, microphone and speaker on this device: opened for the check, handed on to the stage. Choices are
 * remembered here. Nothing of this leaves the device by itself.
 */
export class Capture {
  camera: MediaStreamTrack | null = $state.raw(null)
  microphone: MediaStreamTrack | null = $state.raw(null)
  /** Viewers are to see and hear: the microphone is off unless one chooses otherwise, every time anew. */
  wantsCamera: boolean = $state(readPref('camera.off') === null)
  wantsMicrophone: boolean = $state(false)
  cameras: readonly Device[] = $state.raw([])
  microphones: readonly Device[] = $state.raw([])
  speakers: readonly Device[] = $state.raw([])
  chosen: Record<Kind | 'speaker', string | null> = $state({
    camera: readPref('camera'),
    microphone: readPref('microphone'),
    speaker: readPref('speaker'),
  })
  trouble: Record<Kind, Trouble | null> = $state({ camera: null, microphone: null })
  /** Asked, and answered one way or another. */
  wasAsked: boolean = $state(false)
  isAsking: boolean = $state(false)

  constructor() {
    if (canCapture()) navigator.mediaDevices.addEventListener('devicechange', this.#list)
    else this.trouble = { camera: 'insecure', microphone: 'insecure' }
  }

  /** The picture for a preview; null while the camera is off. */
  get preview(): MediaStream | null {
    return this.camera ? new MediaStream([this.camera]) : null
  }

  /** Opens at once where the browser need not ask; else the page asks first why. */
  async openIfGranted(): Promise<void> {
    if (canCapture() && (await isGranted('camera')) && (await isGranted('microphone'))) await this.open()
  }

  /** Opens camera (if wanted) and microphone, each on its own, so that one missing device does not cost the other. */
  async open(): Promise<void> {
    if (!canCapture()) return
    this.isAsking = true
    await this.#openBoth()
    await this.#list()
    this.isAsking = false
    this.wasAsked = true
  }

  async choose(kind: Kind | 'speaker', id: string): Promise<void> {
    this.chosen[kind] = id || null
    writePref(kind, id || null)
    if (kind === 'camera' && this.wantsCamera) await this.#start('camera')
    if (kind === 'microphone') await this.#start('microphone')
  }

  /** Off closes the camera itself, so that its light goes out. */
  async setCamera(isOn: boolean): Promise<void> {
    this.wantsCamera = isOn
    writePref('camera.off', isOn ? null : 'yes')
    if (isOn) await this.#start('camera')
    else this.#stop('camera')
  }

  async setMicrophone(isOn: boolean): Promise<void> {
    if (isOn && !this.microphone) await this.#start('microphone')
    this.wantsMicrophone = isOn && this.microphone !== null
  }

  close(): void {
    if (canCapture()) navigator.mediaDevices.removeEventListener('devicechange', this.#list)
    this.#stop('camera')
    this.#stop('microphone')
  }

  /** One question of the browser for both where it can be; each alone when that fails. */
  async #openBoth(): Promise<void> {
    if (!this.wantsCamera) return this.#start('microphone')
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        ...constraints('camera', this.chosen.camera),
        ...constraints('microphone', this.chosen.microphone),
      })
      this.#take('camera', stream.getVideoTracks()[0] ?? null)
      this.#take('microphone', stream.getAudioTracks()[0] ?? null)
    } catch (error) {
      if (troubleOf(error) === 'denied') this.trouble = { camera: 'denied', microphone: 'denied' }
      else await Promise.all([this.#start('camera'), this.#start('microphone')])
    }
  }

  async #start(kind: Kind): Promise<void> {
    try {
      const stream = await navigator.mediaDevices.getUserMedia(constraints(kind, this.chosen[kind]))
      this.#take(kind, stream.getTracks()[0] ?? null)
    } catch (error) {
      this.#stop(kind)
      this.trouble[kind] = troubleOf(error)
    }
  }

  #take(kind: Kind, track: MediaStreamTrack | null): void {
    this.#stop(kind)
    this[kind] = track
    this.trouble[kind] = track ? null : 'none'
    track?.addEventListener('ended', () => this.#ended(kind, track))
  }

  /** The device was unplugged, or the browser took it away. */
  #ended(kind: Kind, track: MediaStreamTrack): void {
    if (this[kind] !== track) return
    this[kind] = null
    this.trouble[kind] = 'none'
    if (kind === 'microphone') this.wantsMicrophone = false
  }

  #stop(kind: Kind): void {
    const track = this[kind]
    this[kind] = null
    track?.stop()
  }

  readonly #list = async (): Promise<void> => {
    const all = await navigator.mediaDevices.enumerateDevices()
    const of = (kind: MediaDeviceKind) =>
      all.filter((one) => one.kind === kind && one.deviceId).map(({ deviceId, label }) => ({ id: deviceId, label }))
    this.cameras = of('videoinput')
    this.microphones = of('audioinput')
    this.speakers = of('audiooutput')
    // One that was missing may have been plugged in.
    for (const kind of ['camera', 'microphone'] as const) {
      const has = kind === 'camera' ? this.cameras.length > 0 && this.wantsCamera : this.microphones.length > 0
      if (this.wasAsked && has && this.trouble[kind] === 'none') await this.#start(kind)
    }
  }
}
