import { i18n } from '../core/i18n.svelte.ts'

/** Foyer's own code of conduct as a plain text, the way an organizer would type it. */
export function foyersText(): string {
  const { expect, notRight, report, after } = i18n.m.code.own
  const list = (...items: readonly string[]) => items.map((item) => `- ${item}`).join('\n')
  return [
    `# ${expect.title}\n${expect.lead}`,
    list(expect.kind, expect.turn, expect.mistakes),
    `# ${notRight.title}\n${notRight.lead}`,
    list(notRight.harass, notRight.hate, notRight.private, notRight.noise),
    `# ${report.title}\n${report.how}\n\n${report.seen}`,
    `# ${after.title}\n${after.look}\n\n${after.told}`,
  ].join('\n\n')
}
