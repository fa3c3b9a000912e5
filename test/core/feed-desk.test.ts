import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { DigestCommand } from '../../src/core/digest-command.ts'
import { MOST_FEEDS_A_PLACE, manageFeeds } from '../../src/core/feed-desk.ts'
import { type FeedDeed, type FeedLook, type FollowedFeed, joinFeeds } from '../../src/core/feeds.ts'
import { optional } from '../../src/core/optional.ts'
import type { Reply } from '../../src/core/reply.ts'
import type { Store } from '../../src/core/store-ports.ts'
import { OPERATOR, type Place } from '../../src/core/topic.ts'
import { faultOf } from '../../src/sources/web/address.ts'
import { at, sampleDocument } from '../contracts/store-samples.ts'
import { openMemoryStore } from '../fakes/memory-store.ts'

const HERE: Place = { platform: 'slack', workspace: 'T1', channel: 'C1' }
const THERE: Place = { platform: 'slack', workspace: 'T2', channel: 'C9' }
const FEED = 'https://wire.example/feed.xml'

let store: Store
let inFiles: FollowedFeed[]
let now: Date
let look: ((address: string) => Promise<FeedLook>) | undefined
beforeEach(async () => {
  inFiles = []
  look = undefined
  now = new Date(at(100))
  store = await openMemoryStore()
  await store.saveDocument(sampleDocument())
  await store.saveTopic({ slug: 'secret', title: 'Secret', aliases: [], visibleTo: [{ ...THERE, channel: 'C9' }] })
  await store.saveDocument(sampleDocument({ topic: 'secret', location: 'secret/a.txt', hash: 'h2' }))
})
afterEach(() => store.close())

const followed = () => joinFeeds({ inFiles: () => ({ feeds: inFiles, unknown: new Set() }), store, now: () => now })

async function manage(
  deed: FeedDeed,
  changes: Partial<DigestCommand> = {},
  editors: 'managers' | 'members' = 'managers',
) {
  const command: DigestCommand = {
    name: 'digest',
    deed: { kind: 'feed', deed },
    asker: { user: 'U1', manages: true },
    place: HERE,
    event: 'e',
    ...changes,
  }
  const feeds = { followed: followed(), faultOf, firstEntries: 5, ...optional('look', look) }
  return textOf(await manageFeeds(deed, command, { store, policy: { editors, zone: 'UTC' }, feeds, now: () => now }))
}

function textOf(reply: Reply): string {
  if (reply.kind === 'notice') return reply.text
  if (reply.kind === 'list') return [reply.title, ...reply.entries.flat(), reply.hint].join('\n')
  throw new Error(`not a notice or list: ${reply.kind}`)
}

const add = (address: string, topic = 'india-belarus') => ({ kind: 'add', address, topic }) as const

describe('a feed that is added in a channel', () => {
  test('is followed for its topic, as a stranger’s, and listed', async () => {
    const said = await manage(add(`<${FEED}#top>`, 'Belarus'))
    expect(said).toContain(`Followed for India belarus from now on: ${FEED}`)
    expect(said).toContain('within a minute; its newest 5 entries become documents')
    expect(await store.addedFeeds()).toEqual([
      { address: FEED, topic: 'india-belarus', place: HERE, by: 'U1', addedAt: now.toISOString() },
    ])
    expect((await followed()())?.feeds).toEqual([{ address: FEED, topic: 'india-belarus', isForeign: true }])
    expect(await manage({ kind: 'list' })).toContain(`1. ${FEED}\nIndia belarus\nNot looked at yet.`)
  })

  test('says that it is followed already, in whatever spelling, by whichever hand', async () => {
    await manage(add(FEED))
    expect(await manage(add('HTTPS://wire.example:443/feed.xml'))).toBe(
      'That feed is followed for India belarus already.',
    )
    inFiles = [{ address: 'https://other.example/rss', topic: 'india-belarus' }]
    expect(await manage(add('https://other.example/rss'))).toContain('followed for India belarus already')
    const ofDesk = { address: 'https://third.example/rss', topic: 'india-belarus', place: OPERATOR, addedAt: at(1) }
    await store.addFeeds([ofDesk])
    expect(await manage(add(ofDesk.address))).toContain('followed for India belarus already')
    expect(await store.addedFeeds(HERE)).toHaveLength(1)
  })

  test('may be followed elsewhere too, of which nothing is said', async () => {
    await manage(add(FEED), { place: THERE })
    expect(await manage(add(FEED))).toContain('Followed for India belarus from now on')
    expect((await followed()())?.feeds).toHaveLength(1)
    await manage({ kind: 'remove', feed: '1' })
    expect((await followed()())?.feeds).toHaveLength(1)
  })

  test.each([
    ['', 'Give the address of the feed'],
    ['wire', '“wire” is no address'],
    ['file:///etc/passwd', 'is no address of a feed'],
    ['https://user:pw@wire.example/', 'without a name or password'],
    ['http://127.0.0.1/feed', 'is not found on the public internet'],
    ['http://169.254.169.254/latest', 'is not found on the public internet'],
    ['http://0x7f.1/', 'is not found on the public internet'],
    ['http://wire.example:22/', 'only the ports'],
  ])('at %s is refused in words', async (address, words) => {
    const said = await manage(add(address))
    expect(said).toContain(words)
    // People in a channel have no settings.
    expect(said).not.toContain('FETCH_ALLOW_PRIVATE')
    expect(await store.addedFeeds()).toEqual([])
  })

  test('of thousands of characters is none', async () => {
    expect(await manage(add(`https://wire.example/${'a'.repeat(3_000)}`))).toMatch(/^“.{1,100}” is no address/u)
  })

  test('needs a topic that there is and that is seen there: none is made, and none is given away', async () => {
    expect(await manage(add(FEED, ' '))).toContain('Say too which topic')
    expect(await manage(add(FEED, 'atlantis'))).toContain('No topic is called “atlantis” here')
    const hidden = await manage(add(FEED, 'secret'))
    expect(hidden).toBe((await manage(add(FEED, 'zzzzzz'))).replace('zzzzzz', 'secret'))
    expect(await store.addedFeeds()).toEqual([])
    expect(await manage(add(FEED, 'secret'), { place: THERE })).toContain('Followed for Secret')
    await store.saveTopic({ slug: 'quiet', title: 'Quiet', aliases: [], visibleTo: [HERE] })
    expect(await manage(add(FEED, 'quiet'))).toContain('Followed for Quiet')
  })

  test('is for those who may set up digests, in a workspace', async () => {
    const asker = { user: 'U2', manages: false }
    for (const deed of [add(FEED), { kind: 'list' }, { kind: 'remove', feed: '1' }] as const) {
      expect(await manage(deed, { asker })).toContain('workspace admins and owners')
      expect(await manage(deed, { place: { platform: 'discord', channel: 'D1' } })).toContain(
        'in a channel of a server',
      )
    }
    expect(await manage(add(FEED), { asker }, 'members')).toContain('Followed for')
  })

  test('is one of a hundred at most', async () => {
    const many = Array.from({ length: MOST_FEEDS_A_PLACE }, (_, index) => ({
      address: `https://wire.example/${index}`,
      topic: 'india-belarus',
      place: HERE,
      addedAt: at(1),
    }))
    await store.addFeeds(many)
    expect(await manage(add(FEED))).toContain('100 feeds were added here')
    expect(await manage(add(FEED), { place: THERE })).toContain('Followed')
  })
})

describe('a feed that is looked at before it is added', () => {
  const found = (given: FeedLook) => {
    const asked: string[] = []
    look = async (address) => {
      asked.push(address)
      return given
    }
    return asked
  }

  test.each<[FeedLook, string]>([
    [
      { kind: 'feed', entries: 42, isCut: false, newest: { title: 'The\u202e\nnews', date: '2026-11-03T10:00:00Z' } },
      '42 entries, newest of 3 November 2026: “The news”.',
    ],
    [{ kind: 'feed', entries: 2, isCut: false, newest: { title: 'A' } }, '2 entries, among them: “A”.'],
    [{ kind: 'feed', entries: 2, isCut: false, newest: {} }, '2 entries.'],
    [{ kind: 'feed', entries: 1, isCut: false, newest: { date: '2026-11-03' } }, 'One entry of 3 November 2026.'],
    [{ kind: 'feed', entries: 0, isCut: false }, 'It holds no entry yet.'],
    [
      { kind: 'feed', entries: 2_000, isCut: true, newest: {} },
      '2000 entries. What follows is broken or too much, and is left out.',
    ],
    [
      { kind: 'later', trouble: 'wire.example: it does not answer' },
      'It could not be read just now, and is tried again: wire.example: it does not answer.',
    ],
  ])('is followed where it can be: %j', async (given, words) => {
    const asked = found(given)
    const said = (await manage(add(`${FEED}#top`))).split('\n')
    expect(said.slice(0, 2)).toEqual([`Followed for India belarus from now on: ${FEED}`, words])
    expect(asked).toEqual([FEED])
    expect(await store.addedFeeds()).toHaveLength(1)
  })

  test.each<[FeedLook, string]>([
    [
      { kind: 'page', feeds: ['https://wire.example/rss', 'https://wire.example/atom'] },
      'It names these feeds; add one of them in its place:\nhttps://wire.example/rss\nhttps://wire.example/atom',
    ],
    [{ kind: 'page', feeds: [] }, 'It names no feed either.'],
    [{ kind: 'nothing', trouble: 'wire.example: there is nothing at this address (404)' }, 'at this address (404).'],
  ])('is not followed where there is none: %j', async (given, words) => {
    found(given)
    expect(await manage(add(FEED))).toContain(words)
    expect(await store.addedFeeds()).toEqual([])
  })

  test('is not looked at for those who may not add it, nor where it cannot be added', async () => {
    const asked = found({ kind: 'nothing', trouble: 'x' })
    await manage(add(FEED), { asker: { user: 'U2', manages: false } })
    await manage(add(FEED, 'atlantis'))
    await manage(add('http://127.0.0.1/'))
    inFiles = [{ address: FEED, topic: 'india-belarus' }]
    await manage(add(FEED))
    const many = Array.from({ length: MOST_FEEDS_A_PLACE }, (_, index) => `https://wire.example/${index}`)
    await store.addFeeds(many.map((address) => ({ address, topic: 'india-belarus', place: HERE, addedAt: at(1) })))
    await manage(add('https://wire.example/more'))
    expect(asked).toEqual([])
  })
})

describe('a list of feeds', () => {
  test('tells how it goes, in words', async () => {
    await manage(add(FEED))
    const key = `${FEED}#india-belarus`
    await store.watchAddresses('feeds', [key], at(1))
    const record = { address: key, nextAt: at(100 + 1_800), failures: 0, answeredAt: at(100), title: 'The\nWire' }
    await store.settleFetch('feeds', record)
    const well = await manage({ kind: 'list' })
    expect(well).toContain(`1. The Wire\n${FEED}\nIndia belarus\n`)
    expect(well).toContain('Read last on Monday, 2 March 2026 at 00:01 (UTC). Next look: in 30 minutes.')
    const trouble = 'wire.example: it does not answer'
    await store.settleFetch('feeds', {
      ...record,
      failures: 4,
      failingSince: at(90),
      trouble,
      movedTo: 'https://new.example/',
      nextAt: at(100 + 9 * 3_600),
    })
    expect(await manage({ kind: 'list' })).toContain(
      `Cannot be read since 2 March 2026 (tried 4 times): ${trouble}. Moved to https://new.example/. Next look: in 9 hours.`,
    )
  })

  test('of many has pages, and says on each which fail', async () => {
    const feeds = Array.from({ length: 45 }, (_, index) => ({
      address: `https://wire.example/${index + 10}`,
      topic: 'india-belarus',
      place: HERE,
      addedAt: at(1),
    }))
    await store.addFeeds(feeds)
    const keys = feeds.map(({ address }) => `${address}#india-belarus`)
    await store.watchAddresses('feeds', keys, at(1))
    await store.settleFetch('feeds', { address: keys[44] ?? '', nextAt: at(1), failures: 1, failingSince: at(1) })
    const pages = [undefined, 3, 99].map((page) => ({ kind: 'list', ...(page === undefined ? {} : { page }) }) as const)
    const [first, third, last] = await Promise.all(pages.map((deed) => manage(deed)))
    expect(first).toContain('20. https://wire.example/29')
    expect(first).not.toContain('21. ')
    expect(first).toContain('Page 1 of 3: /digest feed list 2. These cannot be read: 45.')
    expect(third).toContain('45. https://wire.example/54')
    expect(last).toBe(third)
  })

  test('holds nothing of other workspaces, nor of topics that are not seen there', async () => {
    await manage(add('https://far.example/rss'), { place: THERE })
    expect(await manage({ kind: 'list' })).toContain('No feed was added here yet.')
    await manage(add(FEED))
    await store.saveTopic({ slug: 'india-belarus', title: 'x', aliases: [], visibleTo: [{ ...HERE, channel: 'C2' }] })
    expect(await manage({ kind: 'list' })).toContain('No feed was added here yet.')
    expect(await manage({ kind: 'remove', feed: '1' })).toContain('No feed “1” was added here')
    // From where it was added its topic is not seen any more: it rests.
    expect((await followed()())?.feeds).toEqual([])
  })
})

describe('a feed that is removed', () => {
  test('is named by its number or address, in its workspace only', async () => {
    await manage(add(FEED))
    now = new Date(now.getTime() + 1)
    await manage(add('https://b.example/rss'))
    expect(await manage({ kind: 'remove', feed: FEED }, { place: THERE })).toContain('No feed')
    expect(await manage({ kind: 'remove', feed: '7' })).toContain('No feed “7” was added here')
    expect(await manage({ kind: 'remove', feed: '' })).toContain('Give the number')
    expect(await manage({ kind: 'remove', feed: '#2' })).toContain('https://b.example/rss')
    expect(await manage({ kind: 'remove', feed: FEED }, { place: { ...HERE, channel: 'C7' } })).toContain('Removed for')
    expect(await store.addedFeeds()).toEqual([])
  })

  test('that stands for several topics is to be named by number', async () => {
    await store.saveDocument(sampleDocument({ topic: 'other', location: 'other/a.txt', hash: 'h3' }))
    await manage(add(FEED))
    await manage(add(FEED, 'other'))
    expect(await manage({ kind: 'remove', feed: FEED })).toContain('give its number, 1 or 2')
  })
})

describe('all feeds', () => {
  test('are those of files and those that were added, each once, the operator’s own first', async () => {
    inFiles = [{ address: `${FEED}#x`, topic: 'india-belarus' }, { address: 'https://desk.example/rss' }]
    await store.addFeeds([
      { address: FEED, topic: 'india-belarus', place: HERE, addedAt: at(1) },
      { address: 'https://b.example/rss', topic: 'india-belarus', place: HERE, addedAt: at(1) },
      { address: 'https://b.example/rss', topic: 'india-belarus', place: OPERATOR, addedAt: at(2) },
      { address: 'https://desk.example/rss', place: OPERATOR, addedAt: at(3) },
    ])
    expect((await followed()())?.feeds).toEqual([
      ...inFiles,
      { address: 'https://b.example/rss', topic: 'india-belarus' },
    ])
    await store.renameTopic('india-belarus', 'minsk', undefined)
    expect((await followed()())?.feeds).toHaveLength(3)
  })

  test('are not known before the files are, and are looked up every five seconds', async () => {
    const unknown = joinFeeds({ inFiles: () => undefined, store, now: () => now })
    expect(await unknown()).toBeUndefined()
    const join = followed()
    expect((await join())?.feeds).toEqual([])
    await store.addFeeds([{ address: FEED, place: OPERATOR, addedAt: at(1) }])
    expect((await join())?.feeds).toEqual([])
    now = new Date(now.getTime() + 5_000)
    expect((await join())?.feeds).toEqual([{ address: FEED }])
  })
})
