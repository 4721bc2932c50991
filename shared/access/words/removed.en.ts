/** Words of the page for someone who was removed, and of one for an evening that is no more. */
export const words = {
  title: 'You are not at this event any more',
  by: {
    organizer: ({ event }: { event: string }) => `An organizer of ${event} removed you.`,
    moderator: ({ event }: { event: string }) => `A moderator of ${event} removed you.`,
  },
  unsaid: ({ event }: { event: string }) => `You left ${event} by going on as someone else.`,
  reason: 'The reason',
  note: 'They say',
  appeal: 'If you see it differently',
  appealDefault:
    'Answer the mail you were invited by, or speak to the staff at the door. Say what happened as you saw it; an organizer looks at it again.',
  appealMail: ({ mail }: { mail: string }) => `Write to ${mail}`,
  subject: ({ event }: { event: string }) => `About my removal from ${event}`,
  back: 'If they let you in again, this page opens by itself.',
  deleted: 'This evening was deleted',
  deletedMore: 'Its organizer deleted it, with its programme and its people. There is nothing left to come in to.',
}
