import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createFeedTrial, type FeedTrialOptions } from '../../../src/sources/feeds/feed-trial.ts'
import { createWebClient, type WebClientOptions } from '../../../src/sources/web/client.ts'
import { silence } from '../../fakes/web/faults.ts'
import { type FakeWeb, startFakeWeb } from '../../fakes/web/web-server.ts'

let web: FakeWeb
let stop: AbortController
beforeEach(async () => {
  web = await startFakeWeb()
  stop = new AbortController()
})
afterEach(() => web.close())

function open(client: Partial<WebClientOptions> = {}, options: Partial<FeedTrialOptions> = {}) {
  const now = () => new Date('2026-11-24T12:00:00Z')
  return createFeedTrial({
    open: async () => createWebClient({ allowed: new Set([web.host]), now, ...client }),
    stop: stop.signal,
    ...options,
  })
}

test('a feed and a page are read, and what is nothing is said', async () => {
  web.serve('/rss', { body: '<rss><channel><item><title>A</title></item></channel></rss>' })
  web.serve('/', { body: '<html><link rel="alternate" type="application/rss+xml" href="/rss"></html>' })
  web.serve('/words', { body: 'just words' })
  const look = open()
  const feed = { kind: 'feed', entries: 1, isCut: false, newest: { title: 'A' } }
  expect(await look(web.address('/rss'), true)).toEqual(feed)
  expect(await look(web.address('/'), true)).toEqual({ kind: 'page', feeds: [web.address('/rss')] })
  expect(await look(web.address('/words'), true)).toMatchObject({
    kind: 'nothing',
    trouble: expect.stringMatching(/it is no feed/u),
  })
  expect(await look(web.address('/gone'), true)).toMatchObject({
    kind: 'nothing',
    trouble: expect.stringMatching(/\(404\)/u),
  })
})

test('what may be there later is not given up', async () => {
  web.serve('/busy', { status: 503 })
  web.serve('/silent', silence)
  const look = open({}, { limitMs: 300 })
  expect(await look(web.address('/busy'), true)).toMatchObject({
    kind: 'later',
    trouble: expect.stringMatching(/has trouble \(503\)/u),
  })
  // Two hold both places, and the third does not get one in its time.
  const outcomes = await Promise.all([1, 2, 3].map(() => look(web.address('/silent'), true)))
  for (const outcome of outcomes) expect(outcome).toEqual({ kind: 'later', trouble: 'it takes more than 1 s' })
  expect(web.requests.filter(({ path }) => path === '/silent')).toHaveLength(2)
})

test('a desk that stops waits for nothing', async () => {
  web.serve('/silent', () => stop.abort())
  const outcome = await open()(web.address('/silent'), true)
  expect(outcome).toMatchObject({ kind: 'nothing', trouble: expect.stringMatching(/stopping/u) })
})

describe('to strangers', () => {
  const failing = (code: string) => Object.assign(new Error(code), { code })
  const answers: Record<string, () => Promise<{ address: string; family: number }[]>> = {
    'private.example': async () => [{ address: '10.0.0.7', family: 4 }],
    'missing.example': () => Promise.reject(failing('ENOTFOUND')),
    'broken.example': () => Promise.reject(failing('EAI_AGAIN')),
  }
  const resolve = (host: string) => answers[host]?.() ?? Promise.reject(failing('ENOTFOUND'))

  test.each(Object.keys(answers))('%s is as any host that there is not', async (host) => {
    expect(await open({ resolve })(`http://${host}/feed`, false)).toEqual({
      kind: 'nothing',
      trouble: `${host} is not found on the public internet, and nothing else is read; check the spelling, or try again later`,
    })
  })

  test('a host that the operator allows is not fetched for them', async () => {
    const outcome = await open()(web.address('/feed'), false)
    expect(outcome).toMatchObject({ kind: 'nothing', trouble: expect.stringMatching(/only the ports/u) })
    expect(web.requests).toEqual([])
  })

  test('the operator is told more, and a name that is not found now may be later', async () => {
    const look = open({ resolve })
    expect(await look('http://private.example/', true)).toMatchObject({
      trouble: expect.stringMatching(/FETCH_ALLOW_PRIVATE/u),
    })
    expect(await look('http://broken.example/', true)).toMatchObject({
      kind: 'later',
      trouble: expect.stringMatching(/just now/u),
    })
  })
})
