/** Letters that are no letter with a mark, though people type them as one. */
const ALIKE: Readonly<Record<string, string>> = {
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th' },
  ...{ ø: 'o', ł: 'l', đ: 'd', ð: 'd', ħ: 'h', ı: 'i' },
}

/** As one types it in a hurry: without accents and capitals, so that `zoe` finds `Zoë` and `strasse` `Straße`. */
export const unaccented = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßæœþøłđðħı]/gu, (letter) => ALIKE[letter]!)
