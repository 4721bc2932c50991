/*
 * Runs inside a page of the test sender (Playwright hands the functions over as text, so each stands alone). What must
 * outlive one call is kept on the window.
 */

interface Kept {
  stream: MediaStream
  line?: RTCPeerConnection
}

/** A test card, 1280x720 at 30 pictures a second: bars, the time of day to the hundredth, and a tone that beeps each second. */
export function showCard(): void {
  const canvas = Object.assign(document.createElement('canvas'), { width: 1280, height: 720 })
  const brush = canvas.getContext('2d', { alpha: false })
  if (!brush) throw new Error('This browser cannot draw.')
  const bars = ['#c9c9c9', '#c6bf23', '#2bbfc3', '#2fb944', '#b93cb5', '#b8362f', '#2c3fb4']
  const two = (number: number) => String(number).padStart(2, '0')
  setInterval(() => {
    const now = new Date()
    for (const [i, color] of bars.entries()) {
      brush.fillStyle = color
      brush.fillRect((i * 1280) / bars.length, 0, 1280 / bars.length + 1, 520)
    }
    brush.fillStyle = '#14110d'
    brush.fillRect(0, 520, 1280, 200)
    // Once across in a second: a picture that stands is seen at once.
    brush.fillStyle = '#f4efe6'
    brush.fillRect((now.getMilliseconds() / 1000) * 1240, 520, 40, 16)
    brush.font = '600 112px sans-serif'
    brush.textAlign = 'center'
    const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join(':')
    brush.fillText(`${time}.${two(Math.floor(now.getMilliseconds() / 10))}`, 640, 670)
  }, 1000 / 30)
  const audio = new AudioContext()
  const tone = new OscillatorNode(audio, { frequency: 880 })
  const loudness = new GainNode(audio, { gain: 0 })
  const beep = new OscillatorNode(audio, { type: 'square', frequency: 1 })
  const depth = new GainNode(audio, { gain: 0.1 })
  const out = audio.createMediaStreamDestination()
  tone.connect(loudness).connect(out)
  beep.connect(depth).connect(loudness.gain)
  tone.start()
  beep.start()
  const stream = new MediaStream([...canvas.captureStream(30).getTracks(), ...out.stream.getTracks()])
  Object.assign(window, { sender: { stream } satisfies Kept })
}

/** A film from this page's own address, over and over. Rejects when this browser cannot play it. */
export async function playFilm(address: string): Promise<void> {
  const film = Object.assign(document.createElement('video'), { src: address, loop: true, playsInline: true })
  document.body.append(film)
  await film.play()
  // Not in the library's types yet.
  const stream = (film as HTMLVideoElement & { captureStream(): MediaStream }).captureStream()
  Object.assign(window, { sender: { stream } satisfies Kept })
}

/** Makes an offer of what is shown, with all its ways in it. H.264 first, as hardware encoders send. */
export async function offer(): Promise<string> {
  const { sender } = window as unknown as { sender: Kept }
  const line = new RTCPeerConnection({ iceServers: [], bundlePolicy: 'max-bundle' })
  sender.line = line
  for (const track of sender.stream.getTracks()) {
    const transceiver = line.addTransceiver(track, { direction: 'sendonly' })
    if (track.kind !== 'video') continue
    const codecs = RTCRtpSender.getCapabilities('video')?.codecs ?? []
    const isFirst = ({ mimeType }: { mimeType: string }) => mimeType.toLowerCase() === 'video/h264'
    transceiver.setCodecPreferences([...codecs.filter(isFirst), ...codecs.filter((codec) => !isFirst(codec))])
  }
  const gathered = new Promise<void>((resolve) => {
    line.onicegatheringstatechange = () => line.iceGatheringState === 'complete' && resolve()
  })
  await line.setLocalDescription()
  await gathered
  return line.localDescription?.sdp ?? ''
}

/** Takes the answer; resolves once picture and sound go out. */
export async function takeAnswer(sdp: string): Promise<void> {
  const { sender } = window as unknown as { sender: Kept }
  const { line } = sender
  if (!line) throw new Error('Nothing was offered.')
  const connected = new Promise<void>((resolve, reject) => {
    line.onconnectionstatechange = () => {
      if (line.connectionState === 'connected') resolve()
      if (line.connectionState === 'failed') reject(new Error('The media server cannot be reached from here.'))
    }
  })
  await line.setRemoteDescription({ type: 'answer', sdp })
  await connected
}

/** Resolves when the line is lost for good. */
export async function untilLost(): Promise<void> {
  const { line } = (window as unknown as { sender: Kept }).sender
  await new Promise<void>((resolve) => {
    line?.addEventListener('connectionstatechange', () => line.connectionState === 'failed' && resolve())
  })
}
