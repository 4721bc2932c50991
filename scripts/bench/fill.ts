import type { App } from '#server/app.ts'
import { at } from '#server/db/pool.ts'
import type { Sql } from '#server/db/sql.ts'
import { addCapability } from '#server/identity/capabilities.ts'
import { newId } from '#shared/core/ids.ts'

/** What fills a hall: people who never came in by a door, and questions nobody typed. */

/** So many people of one role at an event, each with a capability. */
export async function makePeople(
  sql: Sql,
  event: string,
  { count, role, now }: { count: number; role: string; now: number },
): Promise<{ tokens: string[]; participants: string[] }> {
  const [tokens, participants]: [string[], string[]] = [[], []]
  const device = newId()
  await sql`insert into devices (id, secret_hash, label, created_at, seen_at, expires_at)
    values (${device}, ${device}, 'bench', ${at(now)}, ${at(now)}, ${at(now + 86_400_000)})`
  for (let i = 0; i < count; i++) {
    const participant = newId()
    await sql`insert into participants (id, event, shown_name, created_at) values (${participant}, ${event}, 'Ana', ${at(now)})`
    await sql`insert into facts (participant, event, roles, attendance, privacy)
      values (${participant}, ${event}, ${[role]}, 'home', 'named')`
    participants.push(participant)
    tokens.push((await addCapability(sql, { participant, event, device, now })).token)
  }
  return { tokens, participants }
}

/** So many questions in a stream's first channel, asked by these people in turn and shown by a moderator. Answers their ids. */
export async function askMany(
  { core }: App,
  stream: string,
  { count, askers, moderator }: { count: number; askers: readonly string[]; moderator: string },
): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId())
  const does = async (participant: string, id: string, type: string, data: unknown) => {
    const answer = await core.submit(stream, { id, type, data, actor: { participant } })
    if (!answer.ok) throw new Error(`${type}: ${answer.refused}`)
  }
  for (const [i, id] of ids.entries()) {
    const text = `Question ${i}: ${'how do you find customers, and keep them '.repeat(3)}?`
    await does(askers[i % askers.length]!, id, 'qa.ask', { channel: 'everyone1', text, nickname: '', offer: null })
  }
  for (let i = 0; i < ids.length; i += 100)
    await does(moderator, newId(), 'qa.approve', { questions: ids.slice(i, i + 100) })
  return ids
}
