import { i18n } from '../core/i18n.svelte.ts'
import { listText } from '../core/times.ts'
import type { DeskPoll } from './draft.ts'

/** Who is asked, in a few words: `at home, mentors, members`. */
export function whomText(segment: DeskPoll['segment']): string {
  const m = i18n.m.pollsDesk
  if (segment === null) return m.everyone
  const { attendance, roles, tags, membership } = segment
  return [
    ...(attendance ? [m.whom[attendance]] : []),
    ...(roles.length > 0 ? [listText(roles.map((role) => m.whom.roles[role]))] : []),
    ...(tags.length > 0 ? [listText(tags)] : []),
    ...(membership === null ? [] : [membership ? m.whom.members : m.whom.others]),
  ].join(', ')
}
