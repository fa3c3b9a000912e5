import { readFile } from 'node:fs/promises'
import { beforeEach, describe, expect, test } from 'vitest'
import { createBriefing } from '../../src/core/briefing.ts'
import { createDesk } from '../../src/core/desk.ts'
import { freshNews } from '../../src/core/edition.ts'
import { offersOf } from '../../src/core/offers.ts'
import type { Desk } from '../../src/core/ports.ts'
import type { PressName } from '../../src/core/press.ts'
import type { Store } from '../../src/core/store-ports.ts'
import type { Place } from '../../src/core/topic.ts'
import { createExtractiveWriter } from '../../src/writers/extractive/writer.ts'
import { sampleDigest, sampleDocument } from '../contracts/store-samples.ts'
import { createKeptLog } from '../fakes/kept-log.ts'
import { openMemoryStore } from '../fakes/memory-store.ts'

const HERE: Place = { platform: 'slack', workspace: 'T1', channel: 'C1' }
const ELSEWHERE: Place = { ...HERE, channel: 'C2' }
const TEXT =
  'The harbour of Varna will close for three days in June. The harbour master said that ferries go from Burgas. Nothing else changes.'
let store: Store
let desk: Desk
let events = 0

beforeEach(async () => {
  store = await openMemoryStore()
  await store.saveDocument(
    sampleDocument({ topic: 'varna', title: 'Varna', text: 'The harbour of Varna is full.', paragraphs: [] }),
  )
  desk = createDesk({
    store,
    writer: createExtractiveWriter(),
    now: () => new Date('2026-11-24T08:00:00Z'),
    hurry: () => {},
    observe: () => {},
    policy: { editors: 'managers', zone: 'UTC' },
    log: createKeptLog(),
  })
})

async function briefThis(manages: boolean, text = TEXT) {
  return await desk.command({
    name: 'passage',
    text,
    link: 'https://slack.example/archives/C1/p1',
    asker: { user: 'U1', manages },
    place: HERE,
    event: `slack:${++events}`,
  })
}

async function press(name: PressName, value: string, place = HERE, manages = true) {
  const where = { place, channel: place.channel ?? '', message: 'm1' }
  return await desk.act({ name, value, ...where, asker: { user: 'U1', manages }, event: `slack:${++events}` })
}

async function briefed(manages = true) {
  const reply = await briefThis(manages)
  if (reply?.kind !== 'brief') throw new Error(JSON.stringify(reply))
  return reply
}

describe('a text out of a conversation', () => {
  test('is briefed, with its evidence, there only', async () => {
    const { brief } = await briefed()
    expect(brief.bottomLine.text).toContain('will close for three days')
    expect(await press('sources', brief.id)).toMatchObject({ kind: 'sources', brief: { id: brief.id } })
    expect(await press('sources', brief.id, ELSEWHERE)).toMatchObject({ kind: 'notice' })
    expect(await press('more', brief.id, ELSEWHERE)).toMatchObject({ kind: 'notice' })
    expect(await press('sources', brief.id, { platform: 'slack', workspace: 'T1' })).toMatchObject({ kind: 'notice' })
    // Somebody of another workspace, in a channel that both share.
    expect(await press('sources', brief.id, { ...HERE, workspace: 'T2' })).toMatchObject({ kind: 'sources' })
  })

  test('is in no list, suggestion or answer, even in its own conversation', async () => {
    await briefed()
    const list = await desk.command({ name: 'brief', topic: '', place: HERE, event: 'slack:list' })
    expect(list?.kind === 'topics' && list.topics.map(({ slug }) => slug)).toEqual(['varna'])
    expect(await desk.suggest('message', HERE)).toEqual([])
    const answer = await desk.command({ name: 'ask', question: 'Which ferries go?', place: HERE, event: 'slack:ask' })
    expect(JSON.stringify(answer)).not.toContain('Burgas')
  })

  test('is offered to be filed to whoever may manage the channel, and then is a document of the topic', async () => {
    expect(offersOf(await briefed(false)).filter(({ name }) => name === 'file')).toEqual([])
    const [offer] = offersOf(await briefed()).filter(({ name }) => name === 'file')
    expect(offer?.label).toBe('File under Varna')
    expect(await press('file', offer?.value ?? '', HERE, false)).toMatchObject({ kind: 'notice' })
    expect(await press('file', offer?.value ?? '', ELSEWHERE)).toMatchObject({ kind: 'notice' })
    expect(await store.documentsOf('varna')).toHaveLength(1)
    await press('file', offer?.value ?? '')
    expect((await store.documentsOf('varna')).map(({ text }) => text)).toContain(TEXT)
  })

  test('without a sentence gives a word instead', async () => {
    expect(await briefThis(true, '  ')).toMatchObject({ kind: 'notice' })
    expect(await briefThis(true, '😀 😀')).toMatchObject({ kind: 'notice' })
  })
})

test('home shows what the workspace may see, and the digests of that person alone', async () => {
  await store.saveTopic({ slug: 'secret', title: 'Secret', aliases: [], visibleTo: [{ platform: 'discord' }] })
  await store.saveDocument(sampleDocument({ id: 'd2', location: 'secret/a', topic: 'secret', hash: 'h2' }))
  const wish = { topics: [], time: '08:00' }
  for (const user of ['U1', 'U2']) {
    const asker = { user, manages: true }
    const place = { ...HERE, channel: `C-${user}` }
    await desk.command({ name: 'digest', deed: { kind: 'add', wish }, asker, place, event: `slack:add-${user}` })
  }
  const home = await desk.home({ platform: 'slack', workspace: 'T1' }, { user: 'U1', manages: false })
  expect(home.topics.map(({ slug }) => slug)).toEqual(['varna'])
  expect(home.digests.map(({ channel }) => channel)).toEqual(['C-U1'])
})

test('more is nothing that the brief shows', async () => {
  for (const name of ['2024-02-12-how-the-council-is-made-up.md', '2024-05-20-who-wants-what.txt']) {
    const text = (await readFile(`briefs/unsc-reform/${name}`, 'utf8')).replace(/^---.*?---/su, '')
    await store.saveDocument(
      sampleDocument({ id: name, location: name, topic: 'varna', hash: name, text, paragraphs: [] }),
    )
  }
  const shown = await desk.command({ name: 'brief', topic: 'varna', place: HERE, event: 'slack:brief' })
  if (shown?.kind !== 'brief') throw new Error(JSON.stringify(shown))
  const more = await press('more', shown.brief.id)
  if (more?.kind !== 'more') throw new Error(JSON.stringify(more))
  expect(more.claims.length).toBeGreaterThan(0)
  const said = JSON.stringify([shown.brief.bottomLine, shown.brief.points])
  for (const claim of more.claims) expect(said).not.toContain(claim.text)
})

test('a brief that was taken back is written into no brief and no edition of the same documents', async () => {
  const shown = await desk.command({ name: 'brief', topic: 'varna', place: HERE, event: 'slack:once' })
  if (shown?.kind !== 'brief') throw new Error(JSON.stringify(shown))
  await store.retractBrief(shown.brief.id, '2026-11-24T09:00:00.000Z')
  const again = await desk.command({ name: 'brief', topic: 'varna', place: HERE, event: 'slack:again' })
  expect(again?.kind).toBe('notice')
  const briefing = createBriefing({
    store,
    writer: createExtractiveWriter(),
    keepers: [],
    now: () => new Date('2026-11-24T09:00:00Z'),
    log: createKeptLog(),
  })
  expect(await briefing.round([])).toEqual([])
  expect(await store.briefOf('varna')).toBeUndefined()
  const digest = sampleDigest({ target: { platform: 'slack', channel: 'C1' }, topics: ['varna'] })
  const news = await freshNews(digest, {
    store,
    writer: createExtractiveWriter(),
    now: () => new Date('2026-11-24T09:00:00Z'),
    log: createKeptLog(),
  })
  expect(news.shown).toEqual([])
})
