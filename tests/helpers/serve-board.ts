import type { FeatureModule } from '#server/context.ts'
import { derivedId } from '#server/core/ids.ts'
import { board } from '../laws/sim/board.ts'

/** A text that freezes the node which decides on it, once, as SIGSTOP does, while it holds the stream's lock. */
export const FREEZE = 'freeze'
/** Commands that froze the node already: it decides on them again when it is thawed. */
const frozen = new WeakSet<object>()
/** Writing to an item of this name asks for a chore: the text says in how many ms, and the chore writes `done-<item>`. */
export const CHORE = 'chore-'

/**
 * The synthetic feature of the laws as a module beside the real ones. `begins` is told of every chore that begins; one
 * that it answers with a promise goes on when that resolves.
 */
export const boardModule = (begins: (item: string) => Promise<void> | void = () => undefined): FeatureModule => ({
  name: 'board',
  feature: {
    ...board,
    async needs(_sql, _stream, command) {
      if (command.type !== 'board.write' || textOf(command) !== FREEZE || frozen.has(command)) return
      frozen.add(command)
      process.kill(process.pid, 'SIGSTOP')
    },
    policies(stream, event, _state, { at }) {
      if (event.type !== 'board.wrote' || !itemOf(event).startsWith(CHORE)) return []
      return [{ kind: 'board.chore', payload: { stream, item: itemOf(event) }, due: at + Number(textOf(event)) }]
    },
  },
  jobs: ({ core }) => ({
    async 'board.chore'({ id, payload }) {
      const item = String(payload.item)
      await begins(item)
      const data = { item: `done-${item}`, text: 'done' }
      const actor = { system: 'job' }
      const answer = await core.submit(String(payload.stream), {
        id: derivedId(id, 'done'),
        type: 'board.write',
        data,
        actor,
      })
      if (!answer.ok) throw new Error(answer.refused)
      return undefined
    },
  }),
})

const itemOf = ({ data }: { data: unknown }): string => (data as { item: string }).item
const textOf = ({ data }: { data: unknown }): string => (data as { text: string }).text
