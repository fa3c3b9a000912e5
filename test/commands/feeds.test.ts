import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openApp, openDatabase } from '../../src/app.ts'
import { readEnvironment } from '../../src/config/environment.ts'
import type { FetchRecord } from '../../src/core/fetching.ts'
import type { Store } from '../../src/core/store-ports.ts'
import { OPERATOR } from '../../src/core/topic.ts'
import { readOpml } from '../../src/sources/feeds/opml.ts'
import { openFolder, runCommand, runtimeFor } from '../end-to-end/running-process.ts'
import { createKeptLog } from '../fakes/kept-log.ts'
import { type FakeWeb, startFakeWeb } from '../fakes/web/web-server.ts'

const WIRE = 'https://wire.example/feed.xml'
const DESK = 'https://desk.example/rss'
const CHAT = 'https://chat.example/rss'
const AT = '2026-11-24T08:00:00.000Z'
const SLACK = { platform: 'slack', workspace: 'T1', channel: 'C1' }

let folder: Awaited<ReturnType<typeof openFolder>>
let env: Record<string, string>

beforeEach(async () => {
  folder = await openFolder()
  env = { ATTACHE_BRIEFS: join(folder.path, 'briefs'), ATTACHE_DATA: join(folder.path, 'data') }
  await put('varna/topic.yaml', `title: The harbour\nfeeds:\n  - ${WIRE}\n`)
  await put('desk.yaml', `feeds: [${DESK}]\n`)
})
afterEach(() => folder.remove())

async function put(path: string, text: string): Promise<void> {
  const file = join(folder.path, 'briefs', path)
  await mkdir(join(file, '..'), { recursive: true })
  await writeFile(file, text)
}

async function inStore(work: (store: Store) => Promise<unknown>): Promise<void> {
  const store = await openDatabase(readEnvironment(env), 'guest')
  await work(store).finally(() => store.close())
}

const run = (...args: readonly string[]) => runCommand(args, env, [])

async function fill(): Promise<void> {
  await inStore(async (store) => {
    await store.addFeeds([{ address: CHAT, topic: 'varna', place: SLACK, by: 'U1', addedAt: AT }])
    const records: FetchRecord[] = [
      { address: `${WIRE}#varna`, nextAt: AT, failures: 0, answeredAt: AT, title: 'The <Wire>\n& Co.' },
      { address: DESK, nextAt: AT, failures: 5, failingSince: AT, trouble: 'desk.example: it is gone for good (410)' },
    ]
    await store.watchAddresses('feeds', [...records.map(({ address }) => address)], AT)
    for (const record of records) await store.settleFetch('feeds', { ...record, movedTo: 'https://new.example/' })
  })
}

describe('attache feeds', () => {
  test('lists each feed: where it stands, when it was read, what is wrong', async () => {
    await fill()
    const { code, out } = await run('feeds')
    expect(code).toBe(0)
    expect(out).toContain(
      `The <Wire> & Co.\n  ${WIRE}\n  varna · varna/topic.yaml:3\n  Read last on Tuesday, 24 November`,
    )
    expect(out).toContain('Moved to https://new.example/. Next look:')
    expect(out).toContain(
      `${CHAT}\n  varna · slack T1 C1, by U1\n  Not looked at yet. Next look: at once while attache start runs, else when it runs next.`,
    )
    expect(out).toContain(
      `${DESK}\n  each entry by what it tells of · desk.yaml:1\n  Cannot be read since 24 November 2026`,
    )
    expect(out).toContain('(tried 5 times): desk.example: it is gone for good (410). It has never been read.')
    expect(out).toMatch(/3 feeds, 1 of them failing\.\n$/u)
  })

  test('prints them as JSON lines and as OPML', async () => {
    await fill()
    const rows = (await run('feeds', '--json')).out.trim().split('\n')
    expect(rows.map((row): unknown => JSON.parse(row))).toMatchObject([
      { address: DESK, failures: 5, failingSince: AT, where: ['desk.yaml:1'] },
      { address: CHAT, topic: 'varna', failures: 0, where: ['slack T1 C1, by U1'] },
      { address: WIRE, topic: 'varna', title: 'The <Wire> & Co.', answeredAt: AT, movedTo: 'https://new.example/' },
    ])
    expect(readOpml((await run('feeds', '--opml')).out).feeds).toEqual([
      { address: DESK, title: DESK },
      { address: CHAT, title: CHAT, folder: 'varna' },
      { address: WIRE, title: 'The <Wire> & Co.', folder: 'varna' },
    ])
  })

  test('says how to begin where there is none', async () => {
    await put('varna/topic.yaml', 'title: x\n')
    await put('desk.yaml', '\n')
    expect((await run('feeds')).out).toContain('No feed is followed.')
  })
})

describe('attache feeds add', () => {
  let web: FakeWeb
  beforeEach(async () => {
    web = await startFakeWeb()
    web.serve('/rss', { body: '<rss><channel><item><title>Storm</title></item></channel></rss>' })
    env = { ...env, FETCH_ALLOW_PRIVATE: web.host }
  })
  afterEach(() => web.close())

  test('follows a feed for a topic, or for none, and says what it holds, once', async () => {
    const rss = web.address('/rss')
    const first = await run('feeds', 'add', `${rss}#top`, 'Varna')
    expect([first.code, first.out]).toEqual([
      0,
      expect.stringMatching(/is followed for varna from now on\.\nOne entry: “Storm”\.\n/u),
    ])
    const again = await run('feeds', 'add', rss, 'varna')
    expect([again.code, again.err]).toEqual([1, expect.stringContaining('already: command line')])
    expect((await run('feeds', 'add', WIRE, 'varna')).err).toContain('already: varna/topic.yaml:3')
    expect((await run('feeds', 'add', rss)).code).toBe(0)
  })

  test('makes a feed that somebody in a chat added the operator’s too', async () => {
    const address = web.address('/rss')
    await inStore((store) => store.addFeeds([{ address, topic: 'varna', place: SLACK, by: 'U1', addedAt: AT }]))
    expect((await run('feeds', 'add', address, 'varna')).code).toBe(0)
    expect((await run('feeds')).out).toContain('varna · slack T1 C1, by U1; command line')
  })

  test('follows what cannot be read now, and does not follow what is no feed', async () => {
    web.serve('/busy', { status: 503 })
    const busy = await run('feeds', 'add', web.address('/busy'), 'varna')
    expect([busy.code, busy.out]).toEqual([
      0,
      expect.stringContaining('could not be read just now, and is tried again'),
    ])
    web.serve('/', { body: '<html><link rel="alternate" type="application/rss+xml" href="/rss"></html>' })
    const page = await run('feeds', 'add', web.address('/'), 'varna')
    expect([page.code, page.err]).toEqual([
      1,
      expect.stringContaining(`add one of them in its place:\n${web.address('/rss')}`),
    ])
    const gone = await run('feeds', 'add', web.address('/gone'), 'varna')
    expect([gone.code, gone.err]).toEqual([1, expect.stringContaining('there is nothing at this address (404).')])
    await inStore(async (store) => expect(await store.addedFeeds()).toHaveLength(1))
  })

  test('says that a topic is new, and what is near', async () => {
    await put('varna/a.txt', 'The harbour of Varna was closed on Monday after a storm.')
    const { out } = await run('feeds', 'add', web.address('/rss'), 'vrana')
    expect(out).toContain('No topic is called vrana yet')
  })

  test('takes private hosts only by permission', async () => {
    env = { ...env, FETCH_ALLOW_PRIVATE: '' }
    const { code, err } = await run('feeds', 'add', 'http://127.0.0.1:8080/feed', 'varna')
    expect([code, err]).toEqual([1, expect.stringContaining('FETCH_ALLOW_PRIVATE')])
    expect((await run('feeds', 'add', 'wire')).err).toContain('it is no web address')
  })
})

describe('attache feeds remove', () => {
  test('takes away what was added anywhere, and says which file holds the rest', async () => {
    await fill()
    expect((await run('feeds', 'remove', CHAT)).out).toContain(`${CHAT} is not followed for varna any more.`)
    const file = await run('feeds', 'remove', WIRE)
    expect([file.code, file.err]).toEqual([1, expect.stringContaining('It stands in varna/topic.yaml:3')])
    expect((await run('feeds', 'remove', CHAT)).err).toContain('No feed https://chat.example/rss is followed')
  })

  test('of one topic, where one is named', async () => {
    const added = ['varna', 'other'].map((topic) => ({ address: CHAT, topic, place: OPERATOR, addedAt: AT }))
    await inStore((store) => store.addFeeds(added))
    expect((await run('feeds', 'remove', CHAT, 'other')).out).toContain('for other any more')
    expect((await run('feeds')).out).toContain(CHAT)
  })
})

test('what is added in a chat is tried as a stranger’s, whatever hosts the operator allows', async () => {
  env = { ...env, FETCH_ALLOW_PRIVATE: 'localhost' }
  const environment = readEnvironment(env)
  const runtime = runtimeFor(env, { out: '', err: '' }, [], new AbortController().signal)
  const store = await openDatabase(environment, 'owner')
  const app = await openApp({ environment, runtime, store, log: createKeptLog(), observe() {}, attended: false })
  try {
    await app.takeIn()
    const reply = await app.desk.command({
      name: 'digest',
      deed: { kind: 'feed', deed: { kind: 'add', address: 'http://localhost/feed', topic: 'varna' } },
      asker: { user: 'U1', manages: true },
      place: SLACK,
      event: 'e1',
    })
    expect(reply).toMatchObject({ text: expect.stringContaining('localhost is not found on the public internet') })
    expect(await store.addedFeeds()).toEqual([])
  } finally {
    await app.stop()
  }
})
