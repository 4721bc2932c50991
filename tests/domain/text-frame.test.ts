import { expect, test } from 'vitest'
import { textFrame } from '#server/realtime/rooms.ts'

/** Takes a frame apart as RFC 6455 §5.2 says a client does. */
function read(frame: Buffer): { opcode: number; isFinal: boolean; isMasked: boolean; text: string } {
  const short = frame[1]! & 0x7f
  const [head, length] =
    short < 126 ? [2, short] : short === 126 ? [4, frame.readUInt16BE(2)] : [10, Number(frame.readBigUInt64BE(2))]
  expect(frame.length).toBe(head + length)
  return {
    opcode: frame[0]! & 0x0f,
    isFinal: (frame[0]! & 0x80) !== 0,
    isMasked: (frame[1]! & 0x80) !== 0,
    text: frame.toString('utf8', head),
  }
}

test.each([0, 1, 125, 126, 127, 65_535, 65_536, 300_000])(
  'a text of %i bytes is one whole, unmasked frame',
  (bytes) => {
    const text = 'x'.repeat(bytes)
    expect(read(textFrame(text))).toEqual({ opcode: 1, isFinal: true, isMasked: false, text })
  },
)

test('its length counts bytes, not letters', () => {
  const text = 'ä€😀'.repeat(30)
  expect(read(textFrame(text)).text).toBe(text)
})
