/** Words for those who present from the room itself. */
export const words = {
  off: 'You are in the room, so sound is off here.',
  offMore: 'The room’s loudspeakers play who is on from home. To hear them close by, wear headphones.',
  wear: 'I wear headphones',
  on: 'Sound plays in your headphones.',
  onMore: 'Without them the microphones in the room would hear it.',
  turnOff: 'Turn it off',
}
