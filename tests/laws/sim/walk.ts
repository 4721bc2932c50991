import { contextOf, decideOne } from '#server/core/decide.ts'
import type { Feature } from '#server/core/feature.ts'
import { Fold } from '#server/core/fold.ts'
import { type Facts, ROLES } from '#shared/core/people.ts'
import { isRefusal } from '#shared/core/refusals.ts'
import { recordsOf } from './sim.ts'
import { type Subject, seeded } from './subject.ts'

/** One of every role, some here and some at home. They act. */
export const crowd: readonly Facts[] = ROLES.map((role, i) => ({
  ...{ participant: `person0${i + 1}`, event: 'event000', version: 1, roles: [role], privacy: 'named' },
  ...{ attendance: i % 2 ? 'room' : 'home', tags: [], membership: false, silenced: false },
}))
/** It reads, and does nothing. */
const screen: Facts = { ...crowd[0]!, participant: 'screen01', roles: ['screen'] }

interface Walk {
  feature: Feature
  seeds: number
  steps: number
  every: number
  told: (data: object, i: number) => object
}

/** What one reader is shown in one audience. */
export interface Look {
  state: unknown
  facts: Facts
  audience: string
  records: Record<string, unknown>
}

/**
 * Goes through seeded histories of a feature (`feature`: perhaps with a hole in its view) and shows at every so manieth
 * change what each reader is shown. `told` may give each command words of its own, so that they are found wherever they are shown.
 */
export function* walk(subject: Subject, { feature, seeds, steps, every, told }: Walk): Generator<Look> {
  const people = crowd.map(({ participant }) => participant)
  for (let seed = 1; seed <= seeds; seed++) {
    const { pick, random } = seeded(seed)
    const fold = new Fold(feature, `${feature.contract.stream}:stream000`, 'event000', 1)
    const done: string[] = []
    let now = 1_800_000_000_000
    for (let i = 0; i < steps; i++) {
      now += Math.floor(random() * (subject.pace ?? 5000))
      const made = subject.command(pick, people, now, done)
      const facts = crowd.find(({ participant }) => participant === made.by) ?? pick(crowd)
      const actor = made.system ? { system: 'job' } : { participant: facts.participant }
      const command = { id: `command${i}`, type: made.type, data: told(made.data as object, i), actor }
      const ctx = contextOf(fold, command, made.system ? null : facts, subject.rows(pick, made.type), now)
      const entry = decideOne(fold, command, ctx)
      if (!entry || isRefusal(entry)) continue
      fold.apply(entry)
      done.push(command.id)
      if (done.length % every > 0) continue
      for (const reader of [...crowd, screen])
        for (const audience of [...feature.audiences(fold.state as never, reader), `person:${reader.participant}`])
          yield { state: fold.state, facts: reader, audience, records: recordsOf(fold, audience, reader.participant) }
    }
  }
}
