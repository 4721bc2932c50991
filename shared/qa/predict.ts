/** A command on its way, or done a moment ago: what the others see of it is not here yet. */
export interface Sent {
  type: string
  data: unknown
}
export interface ExpectedVotes {
  /** What I vote for. */
  voted: ReadonlySet<string>
  /** What my votes on their way add to the count of a question as it is known here. */
  more: ReadonlyMap<string, number>
}

/** My votes as they will be once what I sent has come back, so that a press is seen at once. `mine`: as they are known. */
export function expectedVotes(mine: readonly string[], sent: readonly Sent[]): ExpectedVotes {
  const voted = new Set(mine)
  const more = new Map<string, number>()
  for (const { type, data } of sent) {
    if (type !== 'qa.vote' && type !== 'qa.unvote') continue
    const { question } = data as { question: string }
    const isVote = type === 'qa.vote'
    if (isVote) voted.add(question)
    else voted.delete(question)
    more.set(question, (more.get(question) ?? 0) + (isVote ? 1 : -1))
  }
  return { voted, more }
}
