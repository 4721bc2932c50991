import type { chat } from '#shared/chat/contract.ts'
import type { RecordOf } from '#shared/core/contract.ts'
import { type Facts, has } from '#shared/core/people.ts'
import type { Line, State } from './state.ts'

type Records = { [N in keyof (typeof chat)['records']]: RecordOf<typeof chat, N> }

/** Those who look after the chat also see what they hid, and what there is while it is off. A screen is shown none of it. */
export function audiences(_state: State, facts: Facts): readonly string[] {
  if (has(facts, 'screen')) return ['screen']
  return [isStaff(facts) ? 'staff' : 'everyone']
}

export const isStaff = (facts: Facts): boolean => has(facts, 'moderator', 'producer', 'organizer')

/** What an audience may see of a key, whole, or null. */
export function view(state: State, key: string, audience: string): Records[keyof Records] | null {
  const at = key.indexOf('/')
  const [name, id] = at < 0 ? [key, ''] : [key.slice(0, at), key.slice(at + 1)]
  if (name.startsWith('@')) return id === 'own' ? own(state, name.slice(1)) : null
  if (audience === 'screen') return null
  if (audience !== 'staff' && !state.isOn) return null
  if (name === 'chat') return about(state)
  const line = name === 'line' && state.lines.find((one) => one.id === id)
  return line ? viewLine(state, line, audience) : null
}

/** What an audience may see of a line, of the newest or older. */
export function viewLine(state: State, line: Line, audience: string): Records['line'] | null {
  const isStaff = audience === 'staff'
  if (audience === 'screen' || (!isStaff && !state.isOn)) return null
  return isShown(line, isStaff) && !state.removed.includes(line.participant) ? asShown(line, isStaff) : null
}

const about = ({ isOn, slow, flood, notice }: State): Records['chat'] => ({
  isOn,
  slow,
  flood,
  notice: notice && { ...notice, text: notice.text ?? '' },
})

function own(state: State, me: string): Records['own'] | null {
  const said = state.authors[me]
  if (!said || state.removed.includes(me)) return null
  const hidden = state.lines.filter((line) => line.participant === me && line.hidden && !line.isTakenBack)
  return { saidAt: said.at(-1)?.at ?? null, hidden: hidden.map((line) => asShown(line, false)) }
}

/** What was taken back nobody is shown; what was hidden, those alone who look after the chat. */
const isShown = (line: Pick<Line, 'isTakenBack' | 'hidden'>, isStaff: boolean): boolean =>
  !line.isTakenBack && (isStaff || line.hidden === null)

/** A line for its readers; who hid it is for those who look after the chat. */
export const asShown = ({ isTakenBack: _, ...line }: Line, isStaff: boolean): Records['line'] => ({
  ...line,
  name: line.name ?? '',
  text: line.text ?? '',
  hidden: isStaff && line.hidden ? { ...line.hidden, name: line.hidden.name ?? '' } : null,
})
