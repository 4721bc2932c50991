import { expect, test } from 'vitest'
import { readList } from '#server/people/csv.ts'

function read(text: string) {
  const list = readList(text)
  if ('refused' in list) throw new Error(`refused: ${JSON.stringify(list)}`)
  return list
}
const mails = (text: string) => read(text).wanted.map((one) => one.mail)
const problems = (text: string) => read(text).unreadable.map(({ line, problem, about }) => [line, problem, about])

test('columns stand in the order mail, name, roles, tags, member', () => {
  expect(read('Ana@Example.org,Ana,mentor,vip,yes\n').wanted).toEqual([
    { line: 1, mail: 'ana@example.org', name: 'Ana', roles: ['mentor'], tags: ['vip'], member: true },
  ])
})

test('a first line of headings may set another order, and columns of other things are passed over', () => {
  const { wanted, unreadable } = read('Name,Company,E-Mail\nAna,Acme,ana@example.org\n')
  expect(unreadable).toEqual([])
  expect(wanted).toEqual([{ line: 2, mail: 'ana@example.org', name: 'Ana' }])
})

test('semicolons, tabs, CRLF and a byte-order mark are read', () => {
  expect(mails('\ufeffmail;name\r\nana@example.org;Ana\r\nbo@example.org;Bo\r\n')).toEqual([
    'ana@example.org',
    'bo@example.org',
  ])
  expect(mails('ana@example.org\tAna\nbo@example.org\tBo')).toEqual(['ana@example.org', 'bo@example.org'])
})

test('quotes hold commas, quotes and line breaks', () => {
  const { wanted } = read('mail,name\nana@example.org,"Ana ""Nana"", MSc"\nbo@example.org,"Bo\nBerg"\n')
  expect(wanted.map((one) => one.name)).toEqual(['Ana "Nana", MSc', 'Bo Berg'])
})

test('several roles are parted by a bar, a slash or a space, several tags by a bar', () => {
  const [ana, bo] = read(
    'ana@example.org,Ana,mentor|producer,first row|vip,\nbo@example.org,Bo,Mentor / steward,,',
  ).wanted
  expect(ana).toMatchObject({ roles: ['mentor', 'producer'], tags: ['first row', 'vip'], member: false })
  expect(bo).toMatchObject({ roles: ['mentor', 'steward'], tags: [] })
})

test('an address that is there twice counts once, whatever its case', () => {
  const text = 'ana@example.org,Ana\nANA@example.org ,Other\n'
  expect(mails(text)).toEqual(['ana@example.org'])
  expect(problems(text)).toEqual([[2, 'repeatedMail', 'ana@example.org']])
})

test('a bad line is named with its number and word, and the others stand', () => {
  const text = [
    'mail,name,roles,tags,member',
    'ana@example.org,Ana,mentor,,yes',
    ',Nobody,,,',
    'no address,Bo,,,',
    `bo@example.org,${'x'.repeat(81)},,,`,
    'bo@example.org,Bo,wizard,,',
    `bo@example.org,Bo,,${'t'.repeat(31)},`,
    'bo@example.org,Bo,,,perhaps',
    'bo@example.org,Bo,,,yes,more',
    '',
    'cy@example.org,Cy,,,',
  ].join('\n')
  expect(mails(text)).toEqual(['ana@example.org', 'cy@example.org'])
  expect(problems(text)).toEqual([
    [3, 'noMail', ''],
    [4, 'badMail', 'no address'],
    [5, 'badName', ''],
    [6, 'badRole', 'wizard'],
    [7, 'badTag', ''],
    [8, 'badMember', 'perhaps'],
    [9, 'columns', ''],
  ])
})

test('names are made safe to show', () => {
  expect(read('ana@example.org,"A\u202ena\u200b  B\u0301\u0301\u0301\u0301\u0301"').wanted[0]!.name).toBe(
    'Ana B\u0301\u0301\u0301',
  )
})

test('a quotation mark that is not closed refuses the list with its line', () => {
  expect(readList('ana@example.org,Ana\nbo@example.org,"Bo\ncy@example.org,Cy')).toMatchObject({
    refused: 'people.badList',
  })
})

test('a list of more than 5,000 people is refused, an empty one does nothing', () => {
  const many = Array.from({ length: 5002 }, (_, i) => `p${i}@example.org`).join('\n')
  expect(readList(many)).toEqual({ refused: 'people.tooMany' })
  expect(read('')).toEqual({ wanted: [], unreadable: [] })
  expect(read('\n \n,,\n')).toEqual({ wanted: [], unreadable: [] })
})
