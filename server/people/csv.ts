import { parse } from 'csv-parse/sync'
import { ROLES, type Role } from '#shared/core/people.ts'
import { type Refusal, refuse } from '#shared/core/refusals.ts'
import { line, Mail } from '#shared/core/text.ts'
import { CSV_ROWS, type CsvLine, Tag } from '#shared/people/contract.ts'

/** One readable line of a pasted list; a field that has no column is undefined and stays as it is for who is listed. */
export interface Wanted {
  line: number
  mail: string
  name?: string
  roles?: readonly Role[]
  tags?: readonly string[]
  member?: boolean
}
/** A line that cannot be used, and the word that was not understood. */
export interface Unreadable {
  line: number
  problem: NonNullable<CsvLine['problem']>
  about: string
}

const COLUMNS = ['mail', 'name', 'roles', 'tags', 'member'] as const
type Column = (typeof COLUMNS)[number]
const HEADINGS: Record<string, Column> = {
  mail: 'mail',
  email: 'mail',
  'e-mail': 'mail',
  name: 'name',
  role: 'roles',
  roles: 'roles',
  tag: 'tags',
  tags: 'tags',
  member: 'member',
  membership: 'member',
}
const YES = ['yes', 'y', 'true', '1', 'x', 'member']
const NO = ['', 'no', 'n', 'false', '0', '-']
const Name = line(80, 0)

/**
 * Reads a pasted list: commas, semicolons or tabs, quotes, a byte-order mark; a first line with the names of the columns
 * may set their order. A list that cannot be read as CSV at all is refused with the line.
 */
export function readList(text: string): { wanted: Wanted[]; unreadable: Unreadable[] } | Refusal {
  const rows = split(text)
  if ('refused' in rows) return rows
  if (rows.length > CSV_ROWS + 1) return refuse('people.tooMany')
  const [first] = rows
  const order = first && headings(first.cells)
  const wanted: Wanted[] = []
  const unreadable: Unreadable[] = []
  const seen = new Set<string>()
  for (const row of order ? rows.slice(1) : rows) {
    const read = readLine(row, order ?? COLUMNS)
    if ('problem' in read) unreadable.push(read)
    else if (seen.has(read.mail)) unreadable.push({ line: row.line, problem: 'repeatedMail', about: read.mail })
    else {
      seen.add(read.mail)
      wanted.push(read)
    }
  }
  return { wanted, unreadable }
}

interface Row {
  line: number
  cells: string[]
}

function split(text: string): Row[] | Refusal {
  // Spreadsheets in half of Europe write semicolons, and a copied table has tabs: the first line tells.
  const head = text.split('\n', 1)[0] ?? ''
  const delimiter = ['\t', ';', ','].find((sign) => head.includes(sign)) ?? ','
  const rows: Row[] = []
  try {
    parse(text, {
      bom: true,
      delimiter,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      onRecord: (cells: string[], { lines }) => {
        if (cells.some((cell) => cell !== '')) rows.push({ line: lines, cells })
        return null
      },
    })
    return rows
  } catch (error) {
    const { lines } = error as { lines?: number }
    if (lines === undefined) throw error
    return refuse('people.badList', { line: lines })
  }
}

/** The columns in their order, if this is a line of headings. */
function headings(cells: readonly string[]): (Column | null)[] | null {
  const names = cells.map((cell) => HEADINGS[cell.toLowerCase()] ?? null)
  return names.includes('mail') ? names : null
}

const words = (cell: string): string[] => cell.split(/[|,;/\s]+/u).filter(Boolean)

function readLine({ line: at, cells }: Row, order: readonly (Column | null)[]): Wanted | Unreadable {
  const bad = (problem: Unreadable['problem'], about = ''): Unreadable => ({
    line: at,
    problem,
    about: about.slice(0, 80),
  })
  if (cells.length > order.length) return bad('columns')
  const cell = (column: Column): string | undefined => cells[order.indexOf(column)]

  const mailCell = cell('mail')
  if (!mailCell) return bad('noMail')
  const mail = Mail.safeParse(mailCell)
  if (!mail.success) return bad('badMail', mailCell)

  const name = Name.safeParse(cell('name') ?? '')
  if (!name.success) return bad('badName')

  const roles = words((cell('roles') ?? '').toLowerCase())
  const stranger = roles.find((role) => !isRole(role))
  if (stranger !== undefined) return bad('badRole', stranger)

  const tags = (cell('tags') ?? '').split(/[|,;]/u).filter((tag) => tag.trim() !== '')
  const parsedTags = tags.map((tag) => Tag.safeParse(tag))
  if (tags.length > 20 || parsedTags.some((tag) => !tag.success)) return bad('badTag')

  const member = cell('member')?.toLowerCase()
  if (member !== undefined && !YES.includes(member) && !NO.includes(member)) return bad('badMember', member)

  return {
    line: at,
    mail: mail.data,
    ...(cell('name') && { name: name.data }),
    ...(roles.length > 0 && { roles: [...new Set(roles.filter(isRole))] }),
    ...(cell('tags') !== undefined && { tags: [...new Set(parsedTags.flatMap((tag) => tag.data ?? []))] }),
    ...(member !== undefined && { member: YES.includes(member) }),
  }
}

const isRole = (word: string): word is Role => (ROLES as readonly string[]).includes(word)
