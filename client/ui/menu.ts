import type { Component } from 'svelte'

/** One act of a menu. */
export interface MenuItem {
  label: string
  icon?: Component<{ size?: number }>
  isRed?: boolean
  onselect: () => void
}
