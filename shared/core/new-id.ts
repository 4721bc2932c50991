const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'

/** 15 bytes as 24 letters of lower-case base32 (RFC 4648 alphabet, no padding): 120 bits. */
export function encodeId(bytes: Uint8Array): string {
  let out = ''
  let bits = 0
  let value = 0
  for (const byte of bytes) {
    value = (value << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      out += ALPHABET[(value >>> bits) & 31]
    }
    value &= (1 << bits) - 1
  }
  return out
}

/** A new random id, 24 letters. `getRandomValues`, because `randomUUID` is missing on plain http beyond loopback. */
export const newId = (): string => encodeId(crypto.getRandomValues(new Uint8Array(15)))
