import type { Desk } from './desk.svelte.ts'

/** Who else sorts questions here: has the board open, or did something with it; by name. */
export function colleagues({ board, looking }: Desk): { participant: string; name: string }[] {
  const all = new Map<string, string>()
  for (const { record } of board.stream.list('limited')) all.set(record.participant, record.name)
  for (const { record } of board.stream.list('load')) all.set(record.participant, record.name)
  for (const { participant, name } of looking.others) all.set(participant, name)
  return [...all]
    .filter(([participant]) => participant !== board.me)
    .map(([participant, name]) => ({ participant, name }))
    .sort((a, b) => a.name.localeCompare(b.name))
}
