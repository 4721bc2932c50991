/** The button one pressed went with its panel: reading goes on at the heading of the panel that came. */
export function takeLostFocus(panel: HTMLElement): void {
  if (document.activeElement === document.body)
    panel.querySelector<HTMLElement>('h2[tabindex="-1"]')?.focus({ preventScroll: true })
}
