import type { Attendance, Privacy, Role } from '#shared/core/people.ts'
import type { AiringKind, EventForm, PersonForm } from '#shared/programme/rows.ts'

/** Everyone and everything here is invented. Addresses end in `.example`, so no mail can ever reach anyone. */

const MINUTE = 60_000

/** Someone who takes part. `link`: the start prints a sign-in link for them. */
export interface DemoGuest {
  mail: string
  /** The name others see. */
  name: string
  roles: readonly [Role, ...Role[]]
  attendance: Attendance
  privacy: Privacy
  hasLink: boolean
}

const guest = (
  name: string,
  role: Role,
  attendance: Attendance,
  { mail = mailOf(name), privacy = 'named' as Privacy, hasLink = false } = {},
): DemoGuest => ({ mail, name, roles: [role], attendance, privacy, hasLink })

/** `Leyla Aydın` → `leyla@foyer.example`. */
const mailOf = (name: string): string =>
  `${name
    .split(' ', 1)[0]!
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z]/g, '')}@foyer.example`

export const organizer = guest('Leyla Aydın', 'organizer', 'room', { hasLink: true })

/** All others who are at the evening, in the order their links are printed. */
export const guests: readonly DemoGuest[] = [
  guest('Bo Lindqvist', 'producer', 'room', { hasLink: true }),
  guest('Amara Okafor', 'mentor', 'room', { hasLink: true }),
  guest('Henrik Vos', 'mentor', 'home', { hasLink: true }),
  guest('Mira Petrović', 'moderator', 'home', { hasLink: true }),
  guest('Tarek Haddad', 'steward', 'room', { hasLink: true }),
  guest('Ola Adeyemi', 'attendee', 'home', { hasLink: true }),
  guest('Quiet Fern', 'attendee', 'room', { mail: 'jun@foyer.example', privacy: 'nickname', hasLink: true }),
  guest('Ines Duarte', 'attendee', 'home'),
  guest('Priya Raman', 'attendee', 'room'),
  guest('Night Heron', 'attendee', 'home', { mail: 'sam@foyer.example', privacy: 'nickname' }),
  guest('Malik Johnson', 'attendee', 'room'),
  guest('Sina Keawe', 'attendee', 'home'),
  guest('Aroha Ngata', 'attendee', 'home'),
  guest('Paweł Zieliński', 'attendee', 'room'),
]

/** On the list, but not through the door yet. */
export const expected: readonly { name: string; mail: string; role: Role }[] = [
  { name: 'Kofi Mensah', mail: 'kofi@foyer.example', role: 'mentor' },
  { name: 'Linh Tran', mail: 'linh@foyer.example', role: 'attendee' },
  { name: 'Jonas Weiß', mail: 'jonas@foyer.example', role: 'attendee' },
]

/** Who stands on the programme, by a short name the sessions use. */
export const people = {
  amara: { name: 'Amara Okafor', line: 'Priced three products, one of them twice', mail: 'amara@foyer.example' },
  henrik: { name: 'Henrik Vos', line: 'Twenty years of saying numbers out loud', mail: 'henrik@foyer.example' },
  kofi: { name: 'Kofi Mensah', line: 'Sold the first hundred by hand', mail: 'kofi@foyer.example' },
  leyla: { name: 'Leyla Aydın', line: 'Opens the loft on Tuesdays', mail: 'leyla@foyer.example' },
} as const satisfies Record<string, PersonForm>
type PersonName = keyof typeof people

export interface DemoSession {
  title: string
  summary: string
  track: 'clinic' | 'stories'
  people: readonly { person: PersonName; part: 'mentor' | 'host' | 'guest' }[]
  /** Minutes after the beginning of the evening's clock, and how long. */
  airings: readonly { kind: AiringKind; after: number; minutes: number; doorsMinutes?: number }[]
}

export const tracks = { clinic: 'Clinic', stories: 'Stories' } as const

/** Three sessions: doors open on the first, one in 45 minutes, one in 2 hours; replays and a film later. */
export const sessions: readonly DemoSession[] = [
  {
    title: 'The clinic: three founders, one whiteboard',
    summary: 'Bring one price and one doubt. Amara and Henrik take it apart with you, room and home in turn.',
    track: 'clinic',
    people: [
      { person: 'amara', part: 'mentor' },
      { person: 'henrik', part: 'mentor' },
      { person: 'leyla', part: 'host' },
    ],
    airings: [
      { kind: 'live', after: 5, minutes: 35, doorsMinutes: 20 },
      { kind: 'replay', after: 200, minutes: 35 },
      { kind: 'replay', after: 320, minutes: 35 },
    ],
  },
  {
    title: 'Saying a number out loud',
    summary: 'How to name a price and then stay silent. Henrik shows it, Amara interrupts, you try it.',
    track: 'clinic',
    people: [
      { person: 'henrik', part: 'mentor' },
      { person: 'amara', part: 'guest' },
    ],
    airings: [
      { kind: 'live', after: 45, minutes: 60 },
      { kind: 'replay', after: 240, minutes: 60 },
    ],
  },
  {
    title: 'What the first hundred invoices taught me',
    summary: 'Kofi Mensah tells it once, with the invoices on the wall, then stays for your questions.',
    track: 'stories',
    people: [
      { person: 'kofi', part: 'mentor' },
      { person: 'leyla', part: 'host' },
    ],
    airings: [
      { kind: 'live', after: 120, minutes: 45 },
      { kind: 'recorded', after: 360, minutes: 45 },
    ],
  },
]

/** A question asked ahead. `voters`: who would like to know it too. Not shown yet: it waits for a moderator. */
export interface DemoQuestion {
  by: string
  text: string
  voters: readonly string[]
  isShown: boolean
}

/** What people ask before the second session begins. */
export const questions: readonly DemoQuestion[] = [
  {
    by: 'Ines Duarte',
    text: 'How long do you stay silent after you have said the number?',
    voters: ['Priya Raman', 'Night Heron', 'Aroha Ngata', 'Malik Johnson'],
    isShown: true,
  },
  {
    by: 'Malik Johnson',
    text: 'Do you name the price first, or let them say what they can spend?',
    voters: ['Sina Keawe', 'Ines Duarte', 'Paweł Zieliński'],
    isShown: true,
  },
  {
    by: 'Sina Keawe',
    text: 'What if my voice goes up at the end of the number, as if I were asking?',
    voters: ['Night Heron'],
    isShown: true,
  },
  {
    by: 'Paweł Zieliński',
    text: 'Is a discount for paying a year ahead still a discount?',
    voters: [],
    isShown: false,
  },
  {
    by: 'Night Heron',
    text: 'Who should speak first once the price is on the table?',
    voters: [],
    isShown: false,
  },
]

/** A line of the chat. `to`: the how manieth line it replies to, from 0. */
export interface DemoLine {
  by: string
  text: string
  to?: number
}

/** What people say to each other before the second session begins, and what the moderator pinned above it. */
export const notice = 'Bring one number you have to say out loud this month. Henrik takes three of them on stage.'
export const lines: readonly DemoLine[] = [
  {
    by: 'Mira Petrović',
    text: 'Good evening. Say hello here; questions for Henrik go under Questions, so that they are answered.',
  },
  { by: 'Aroha Ngata', text: 'Kia ora from Wellington, it is breakfast here.' },
  { by: 'Paweł Zieliński', text: 'The loft is filling up, and there is soup.' },
  { by: 'Ines Duarte', text: 'Soup, and we get to watch.', to: 2 },
  { by: 'Night Heron', text: 'Is there a list of the books that were named last month?' },
  { by: 'Priya Raman', text: 'Here: https://foyer.example/reading. The one on silences is short and good.', to: 4 },
  { by: 'Malik Johnson', text: 'My number is 340 a month, and I say it to my shoes.' },
  { by: 'Sina Keawe', text: 'Same here. To my shoes, and twice as fast.', to: 6 },
]

/** A poll, with what each of those who voted chose (by its place). Without votes it is only prepared. */
export interface DemoPoll {
  question: string
  kind: 'single' | 'scale'
  options: readonly string[]
  low?: string
  high?: string
  votes: Readonly<Record<string, number>>
}

/** What the moderator asks all before the second session begins, and what is kept for its end. */
export const polls: readonly DemoPoll[] = [
  {
    question: 'What do you do right after you have named your price?',
    kind: 'single',
    options: ['Stay silent', 'Explain it', 'Offer a discount', 'Ask what they think'],
    votes: {
      'Ines Duarte': 1,
      'Priya Raman': 1,
      'Night Heron': 2,
      'Malik Johnson': 1,
      'Sina Keawe': 3,
      'Aroha Ngata': 0,
      'Paweł Zieliński': 2,
    },
  },
  {
    question: 'How sure would you sound if you said it tomorrow?',
    kind: 'scale',
    options: [],
    low: 'like asking',
    high: 'like the weather',
    votes: {},
  },
]

/** The evening's clock: the next full five minutes (ms UTC), so that its times look like someone chose them. */
export const beginningOf = (now: number): number => Math.ceil(now / (5 * MINUTE)) * 5 * MINUTE

const live = sessions.flatMap((session) => session.airings.filter((airing) => airing.kind === 'live'))
const FIRST = Math.min(...live.map((airing) => airing.after)) * MINUTE
const LAST = Math.max(...live.map((airing) => airing.after + airing.minutes)) * MINUTE

/** When the clock of an evening that was made began (ms UTC). */
export const beginningOfEvent = (event: { startsAt: number }): number => event.startsAt - FIRST

/** The event, on an evening whose clock begins then. */
export const eventForm = (beginning: number): EventForm => ({
  name: 'Pricing clinic for first-time founders',
  startsAt: beginning + FIRST,
  endsAt: beginning + LAST,
  zone: 'Europe/Berlin',
  place: 'Loft Remise, Berlin-Wedding',
  description: 'One evening on what to charge: a clinic, an exercise, a story. In the loft and wherever you sit.',
  admission: 'code',
})
