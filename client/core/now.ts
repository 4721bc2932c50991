import { createSubscriber } from 'svelte/reactivity'

const eachSecond = createSubscriber((update) => {
  const timer = setInterval(update, 1000)
  return () => clearInterval(timer)
})

/** This device's clock (ms UTC); read in a component it is read again every second. */
export function now(): number {
  eachSecond()
  return Date.now()
}
