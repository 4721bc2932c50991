import { chromium, type Page } from '@playwright/test'
import { findChromium, launchOptions } from '../../tests/helpers/chromium.ts'
import { serveFilm } from './film.ts'
import { offer, playFilm, showCard, takeAnswer, untilLost } from './in-page.ts'

/** The other side said no, or what is to be sent cannot be: `message` says it in plain words. */
export class CannotSend extends Error {}

export interface Sending {
  /** Resolves when the line is lost for good, or someone else took over. */
  lost: Promise<void>
  /** Says goodbye and closes the browser. */
  end(): Promise<void>
}

const ANSWER_MS = 15_000

/** Sends a test card with a clock and a tone, or a film, to a WHIP address until it is ended: a venue's encoder for rehearsals. */
export async function startSending(address: string, key: string, film?: string): Promise<Sending> {
  const served = film === undefined ? null : await serveFilm(film)
  // Goodbye is said first: the browser must not be closed by the signal itself.
  const browser = await chromium.launch({
    ...launchOptions(await findChromium()),
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  })
  const close = async () => {
    await browser.close()
    served?.close()
  }
  try {
    const page = await browser.newPage()
    if (served) await showFilm(page, served)
    else await page.evaluate(showCard)
    const session = await begin(page, address, key)
    return {
      // A page that is closed by `end` has nothing more to lose.
      lost: page.evaluate(untilLost).catch(() => undefined),
      async end() {
        try {
          await ask(session, key, 'DELETE')
        } finally {
          await close()
        }
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

async function showFilm(page: Page, { page: address, film }: { page: string; film: string }): Promise<void> {
  await page.goto(address)
  await page.evaluate(playFilm, film).catch((cause) => {
    throw new CannotSend('This browser cannot play that film; WebM (VP8 and Opus) always works.', { cause })
  })
}

/** Offers, and takes the answer; resolves with the address of the session once picture and sound go out. */
async function begin(page: Page, address: string, key: string): Promise<string> {
  const reply = await ask(address, key, 'POST', await page.evaluate(offer))
  const said = await reply.text()
  if (reply.status !== 201) throw new CannotSend(`Refused (${reply.status}): ${said.trim()}`)
  await page.evaluate(takeAnswer, said).catch((cause) => {
    throw new CannotSend('The offer was taken, but the media server cannot be reached from here.', { cause })
  })
  return new URL(reply.headers.get('location') ?? '', address).href
}

const ask = (address: string, key: string, method: string, body?: string): Promise<Response> =>
  fetch(address, {
    method,
    body,
    headers: { authorization: `Bearer ${key}`, ...(body !== undefined && { 'content-type': 'application/sdp' }) },
    signal: AbortSignal.timeout(ANSWER_MS),
  }).catch((cause) => {
    throw new CannotSend(`Nobody answers at ${address}.`, { cause })
  })
