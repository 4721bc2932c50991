const MANNERS = [
  'Quiet',
  'Bright',
  'Late',
  'Small',
  'Calm',
  'Early',
  'Gentle',
  'Brave',
  'Amber',
  'Silver',
  'Patient',
  'Curious',
  'Merry',
  'Northern',
  'Wandering',
  'Mellow',
]
const THINGS = [
  'Fern',
  'Otter',
  'Swift',
  'Harbour',
  'Lantern',
  'Maple',
  'Heron',
  'Pebble',
  'Comet',
  'Meadow',
  'Sparrow',
  'Anchor',
  'Willow',
  'Badger',
  'Ember',
  'River',
]

/** A nickname that says nothing about anyone: `Quiet Fern`. `random` gives 0 to below 1. */
export function nickname(random: () => number): string {
  const pick = (words: readonly string[]) => words[Math.floor(random() * words.length)] ?? ''
  return `${pick(MANNERS)} ${pick(THINGS)}`
}
