/** Words of who is here with whom, and of watching on more than one device. */
export const words = {
  tab: {
    invited: ({ title, seconds }: { title: string; seconds: number }) => `Your turn, ${seconds} s · ${title}`,
    youAreLive: ({ title }: { title: string }) => `You are live · ${title}`,
    onStage: ({ title }: { title: string }) => `You are on stage · ${title}`,
    reconnecting: ({ title }: { title: string }) => `Reconnecting · ${title}`,
    countdown: ({ title, seconds }: { title: string; seconds: number }) => `${seconds} · ${title} · Foyer`,
    live: ({ title }: { title: string }) => `● ${title} · Foyer`,
    paused: ({ title }: { title: string }) => `Paused · ${title} · Foyer`,
    ended: ({ title }: { title: string }) => `Over · ${title} · Foyer`,
    plain: ({ title }: { title: string }) => `${title} · Foyer`,
  },
  companion: {
    elsewhere: 'You are listening on another page or device.',
    elsewhereMore: 'So this one is silent. Hand and reactions work here too.',
    here: 'Play here instead',
    gone: 'It no longer plays on your other page or device.',
    play: 'Play here',
  },
  roster: {
    title: 'Who is here',
    open: 'Who?',
    close: 'Close',
    search: 'Find someone',
    you: 'you',
    nobody: 'Nobody here shows their name.',
    notFound: ({ search }: { search: string }) => `Nobody here is called “${search}”.`,
    others: ({ count, text }: { count: number; text: string }) =>
      count === 1 ? 'And one more who shows no name.' : `And ${text} more who show no name.`,
    about: ({ text }: { text: string }) => `And ${text} or more who show no name.`,
    perhaps: 'And perhaps a few more who show no name.',
    unlisted: ({ text }: { text: string }) => `${text} more are here by name: find them by searching.`,
    youAreNot: 'You use a nickname, so you are counted and not listed.',
  },
}
