import { createSubscriber } from 'svelte/reactivity'

const quickly = createSubscriber((update) => {
  const timer = setInterval(update, 200)
  return () => clearInterval(timer)
})

/** Read in a component, makes it read its clock again five times a second: a countdown then turns on the second. */
export const eachTick = (): void => quickly()
