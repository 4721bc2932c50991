import { describe, expect, test } from 'vitest'
import { href, match, PATHS } from '../../client/core/paths.ts'

describe('addresses', () => {
  test.each([
    ['/', '/', {}],
    ['/join/K7X2MQ', '/join/:code', { code: 'K7X2MQ' }],
    ['/e/pricing-clinic', '/e/:slug', { slug: 'pricing-clinic' }],
    ['/e/pricing-clinic/', '/e/:slug', { slug: 'pricing-clinic' }],
    ['/e/pricing-clinic/manage', '/e/:slug/manage', { slug: 'pricing-clinic' }],
    ['/e/pricing-clinic/manage/people', '/e/:slug/manage/:part', { slug: 'pricing-clinic', part: 'people' }],
    ['/e/pricing-clinic/poster', '/e/:slug/poster', { slug: 'pricing-clinic' }],
    ['/e/pricing-clinic/abcdefgh', '/e/:slug/:airing', { slug: 'pricing-clinic', airing: 'abcdefgh' }],
    ['/e/pricing-clinic/abcdefgh/present', '/e/:slug/:airing/present', { slug: 'pricing-clinic', airing: 'abcdefgh' }],
  ])('%s is %s', (address, path, params) => {
    expect(match(address)).toEqual({ path, params })
  })

  test.each(['/nowhere', '/e', '/e/a/b/c', '/e/%E0%A4%A/x', '/join'])('%s means nothing', (address) => {
    expect(match(address)).toBeNull()
  })

  test('a filled path means the same page with the same values, whatever is in them', () => {
    for (const slug of ['a', 'a/b', 'ä ?#', '%2F']) expect(match(href('/e/:slug', { slug }))?.params).toEqual({ slug })
  })

  test('no path is hidden by an earlier one', () => {
    for (const path of PATHS) expect(match(path.replaceAll(':', 'any-'))?.path).toBe(path)
  })

  test('a wrong path or parameter is a type error', () => {
    // @ts-expect-error there is no such path
    href('/elsewhere')
    // @ts-expect-error a parameter is missing
    expect(href('/e/:slug', {})).toBe('/e/')
    // @ts-expect-error this path takes none
    expect(href('/devices', { slug: 'x' })).toBe('/devices')
  })
})
