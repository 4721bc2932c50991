import type { RefusalWords } from '../../core/words/refusal-words.ts'

/** What each refusal says: what happened, what is safe, what to do. */
export const refusals: RefusalWords = {
  'conduct.notThere': 'It is no longer there. You can still report the person: say in a sentence what you saw.',
  'conduct.gone': 'This person is not at the event any more.',
  'conduct.yourself': 'This is about you, so it is for someone else to do.',
  'conduct.tooMany':
    'You have reported ten things in the last ten minutes, and they are being looked at. Try again a little later.',
  'conduct.tooManyOpen':
    'Fifteen of your reports are still to be looked at. Once some of them are, you can report more; if it cannot wait, speak to the staff at the door.',
  'conduct.full':
    'So much has been reported that it has to be looked at first. Try again a little later, or ask the organizer.',
  'conduct.blocksTooFast':
    'You have blocked and unblocked sixty times in the last ten minutes. What you chose is kept; try again a little later.',
  'conduct.blocksFull': 'You have blocked 200 people, which is as many as we can keep. Unblock someone first.',
  'conduct.noReport': 'This report is no longer there.',
  'conduct.settledAlready': 'Someone else has just dealt with this report.',
  'conduct.notSettled': 'This report is open already.',
  'conduct.above': 'Only an organizer can silence a moderator or a producer, and nobody can silence an organizer.',
  'conduct.silencedAlready': 'Someone else was first: this person is silenced already.',
  'conduct.notSilenced': 'This person is not silenced any more.',
}
