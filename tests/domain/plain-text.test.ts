import { deepStrictEqual } from 'node:assert'
import { test } from 'vitest'
import { blocksOf } from '#shared/access/plain-text.ts'

test('a text is drawn as paragraphs, lists and titles, and nothing else in it means anything', () => {
  deepStrictEqual(blocksOf('# Be kind\nTo all\nof us.\n\n- One\n- Two\n\n- Three\n\n\n<b>Not bold</b>'), [
    { kind: 'title', text: 'Be kind' },
    { kind: 'paragraph', text: 'To all of us.' },
    { kind: 'list', items: ['One', 'Two'] },
    { kind: 'list', items: ['Three'] },
    { kind: 'paragraph', text: '<b>Not bold</b>' },
  ])
  deepStrictEqual(blocksOf('Not:\n* this\n• that\nnor this'), [
    { kind: 'paragraph', text: 'Not:' },
    { kind: 'list', items: ['this', 'that'] },
    { kind: 'paragraph', text: 'nor this' },
  ])
  deepStrictEqual(
    [blocksOf(''), blocksOf('\n \n'), blocksOf('-5 degrees')],
    [[], [], [{ kind: 'paragraph', text: '-5 degrees' }]],
  )
})
