import { nickname } from '#shared/access/nicknames.ts'
import type { Attendance, Privacy } from '#shared/core/people.ts'

/** 0 to below 1, without Math.random: a nickname should not be guessable from another. */
const random = (): number => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32

/**
 * How someone is about to be seen at an event: a name and a nickname are kept apart, so that trying the one never
 * overwrites the other, and a real name never becomes the nickname by a slip.
 */
export class Seen {
  realName = $state('')
  nickname = $state('')
  privacy = $state<Privacy>('named')
  attendance = $state<Attendance>('home')

  constructor(from: { name: string; privacy: Privacy; attendance?: Attendance }) {
    this.privacy = from.privacy
    this.attendance = from.attendance ?? 'home'
    this.realName = from.privacy === 'named' ? from.name : ''
    this.nickname = from.privacy === 'nickname' && from.name ? from.name : nickname(random)
  }

  get name(): string {
    return (this.privacy === 'named' ? this.realName : this.nickname).trim()
  }

  anotherNickname(): void {
    const before = this.nickname
    while (this.nickname === before) this.nickname = nickname(random)
  }

  /** What the routes take. */
  get body(): { name: string; privacy: Privacy; attendance: Attendance } {
    return { name: this.name, privacy: this.privacy, attendance: this.attendance }
  }
}
