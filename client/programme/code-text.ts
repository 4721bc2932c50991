/** A join code in two halves, as it is read aloud and typed: `K7X 2MQ`. */
export const codeText = (code: string): string => `${code.slice(0, 3)} ${code.slice(3)}`
