/** A start that cannot go on. The message is one plain sentence for the terminal and says what to do; no stack is shown. */
export class CannotStart extends Error {}

const FULL = /ENOSPC|EDQUOT|No space left on device|Disk quota exceeded/

/** True when an error, or what a program printed, says that the disk is full. */
export const saysDiskFull = (error: unknown): boolean =>
  FULL.test(error instanceof Error ? `${error.message}` : String(error))

export const diskFull = (folder: string): CannotStart =>
  new CannotStart(
    `The disk that holds ${folder} is full. Free at least 200 MB there, or set FOYER_DATA to a folder on another disk.`,
  )
