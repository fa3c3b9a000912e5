import { expect, test } from 'vitest'
import { InputError, LaterError } from '../../../src/core/errors.ts'
import type { WebAnswer } from '../../../src/sources/web/client.ts'
import { createRobots } from '../../../src/sources/web/robots.ts'

/** Sites by their rules; an error stands for what fetching them throws. */
function setUp(rules: Readonly<Record<string, string | Error>>) {
  const asked: string[] = []
  let now = new Date('2026-11-24T12:00:00Z')
  const get = async ({ address }: { readonly address: string }): Promise<WebAnswer> => {
    asked.push(address)
    const text = rules[new URL(address).origin]
    if (text instanceof Error) throw text
    return { kind: 'content', address, body: new TextEncoder().encode(text ?? '') }
  }
  const robots = createRobots({ get }, () => now)
  return { robots, asked, pass: (hours: number) => (now = new Date(now.getTime() + hours * 3_600_000)) }
}

const SITE = 'https://example.org'

test.each([
  ['User-agent: *\nDisallow: /private', '/private/a', false],
  ['User-agent: *\nDisallow: /private', '/public', true],
  ['User-agent: attache\nDisallow: /', '/public', false],
  ['User-agent: other\nDisallow: /', '/public', true],
  ['User-agent: *\nDisallow: /\nAllow: /public', '/public', true],
  ['', '/anything', true],
  ['<html>not rules at all', '/anything', true],
])('by the rules %j, may %s be fetched: %j', async (rules, path, allowed) => {
  expect(await setUp({ [SITE]: rules }).robots.allows(`${SITE}${path}`)).toBe(allowed)
})

test('a site without rules has none; one that fails lets nobody in for now', async () => {
  const { robots, asked } = setUp({ [SITE]: new InputError('404'), 'https://down.example': new LaterError('500') })
  expect(await robots.allows(`${SITE}/a`)).toBe(true)
  await expect(robots.allows('https://down.example/a')).rejects.toThrow(LaterError)
  await expect(robots.allows('https://down.example/a')).rejects.toThrow(LaterError)
  expect(asked.filter((address) => address.includes('down'))).toHaveLength(2)
})

test('rules are fetched once a day and site, however many ask', async () => {
  const { robots, asked, pass } = setUp({})
  await Promise.all([robots.allows(`${SITE}/a`), robots.allows(`${SITE}/b`), robots.allows(`${SITE}:8443/a`)])
  expect(asked).toEqual([`${SITE}/robots.txt`, `${SITE}:8443/robots.txt`])
  pass(23)
  await robots.allows(`${SITE}/a`)
  pass(2)
  await robots.allows(`${SITE}/a`)
  expect(asked).toHaveLength(3)
})
