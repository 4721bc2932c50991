import { expect, type Page } from '@playwright/test'
import { toAiring } from './support/evening.ts'
import { test } from './support/nodes.ts'
import { expectNoPicture, expectPicture } from './support/pictures.ts'
import { goLive, standBy } from './support/show.ts'

/** The hosts a page spoke to since this was called, by http or by socket. */
function hostsOf(page: Page): Set<string> {
  const hosts = new Set<string>()
  const add = (url: string) => {
    if (/^(http|ws)s?:/.test(url)) hosts.add(new URL(url).host.replace('127.0.0.1', 'localhost'))
  }
  page.on('request', (request) => add(request.url()))
  page.on('websocket', (socket) => add(socket.url()))
  return hosts
}

const hostOf = (url: string): string => new URL(url).host.replace('127.0.0.1', 'localhost')

test('presenter and producer are on one node, the viewer on another: the show is the same', async ({ nodes }) => {
  const [producer, mentor, viewer] = await Promise.all([
    nodes.a.enter('Bo Lindqvist'),
    nodes.a.enter('Amara Okafor'),
    nodes.b.enter('Ola Adeyemi'),
  ])
  const spokenTo = hostsOf(viewer)

  await test.step('doors are open on both', async () => {
    await toAiring(viewer)
    await toAiring(producer, 'control')
    await expect(viewer.getByText('Starts in')).toBeVisible()
    await expect(producer.getByText('Nobody stands by yet.')).toBeVisible()
  })

  await test.step('the mentor passes the device check', async () => {
    await toAiring(mentor, 'present')
    await standBy(mentor)
    await expect(mentor.getByRole('heading', { name: 'You are backstage' })).toBeVisible()
  })

  await test.step('the countdown reaches the other node, and so do decoded frames', async () => {
    await producer.getByRole('button', { name: 'Go live in 10 s' }).click()
    await expect(viewer.getByText('On in', { exact: true })).toBeVisible()
    await expectPicture(viewer, { within: 25_000 })
    await expect(mentor).toHaveTitle(/^You are live/)
  })

  await test.step('a pause and its note, and going on', async () => {
    await producer.getByRole('button', { name: 'Pause', exact: true }).click()
    await producer.getByLabel('What viewers read meanwhile').fill('We go on at half past')
    await producer.getByRole('button', { name: 'Show the slate' }).click()
    await expect(viewer.getByText('We go on at half past')).toBeVisible()
    await expectNoPicture(viewer)
    await goLive(producer, 'Go on in 10 s')
    await expectPicture(viewer)
  })

  await test.step('the end', async () => {
    await producer.getByRole('button', { name: 'End', exact: true }).click()
    await producer.getByRole('button', { name: 'Yes, end it' }).click()
    await producer.getByRole('button', { name: 'End it now' }).click()
    await expect(viewer.getByText('That was it')).toBeVisible()
    await expectNoPicture(viewer)
    await expect(mentor.getByRole('heading', { name: 'You are still backstage' })).toBeVisible()
  })

  expect([...spokenTo].sort()).toEqual([hostOf(nodes.b.url), hostOf(nodes.mediaUrl)].sort())
})
