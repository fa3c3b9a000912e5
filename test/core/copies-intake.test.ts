import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createBriefing } from '../../src/core/briefing.ts'
import { createIntake, type Intake } from '../../src/core/intake.ts'
import { versionOf } from '../../src/core/news.ts'
import { createRunningDesk } from '../../src/core/running-desk.ts'
import type { Store } from '../../src/core/store-ports.ts'
import { renderReply as renderForDiscord } from '../../src/platforms/discord/render.ts'
import { renderReply as renderForSlack } from '../../src/platforms/slack/render.ts'
import { renderReply as renderForTerminal } from '../../src/platforms/terminal/render.ts'
import { briefMarkdown } from '../../src/sources/folder/brief-file.ts'
import { createExtractiveWriter } from '../../src/writers/extractive/writer.ts'
import { deskParts } from '../fakes/desk-parts.ts'
import { createKeptLog } from '../fakes/kept-log.ts'
import { createMemorySource, type MemorySource } from '../fakes/memory-source.ts'
import { openMemoryStore } from '../fakes/memory-store.ts'
import { sampleOrder } from '../fakes/sample-order.ts'
import { createScriptedPlatform } from '../fakes/scripted-platform.ts'
import { createOrderBook } from '../fakes/standing-orders.ts'

const WIRE = [
  'The harbour of Varna was closed on 3 May 2024 because a freighter ran aground in the channel.',
  'Pilots freed the ship after nine hours, and the port authority said that 12 people were hurt.',
  'Traffic will return to normal within two days, the harbour master Elena Petrova told reporters.',
  'The freighter had left Odesa with a load of barley and will be looked at in the yard of Varna.',
]
const SITES = ['alder.example', 'birch.example', 'cedar.example', 'elder.example', 'fir.example'] as const
const [FIRST, SECOND] = SITES

let now: Date
let store: Store
let sources: MemorySource[]
let intake: Intake

beforeEach(async () => {
  now = new Date('2024-05-04T07:00:00Z')
  store = await openMemoryStore()
  sources = SITES.map((site) => createMemorySource(site))
  intake = openIntake()
})
afterEach(() => store.close())

function openIntake(): Intake {
  const parts = { store, writer: createExtractiveWriter(), keepers: [], now: () => now, log: createKeptLog() }
  return createIntake({ ...parts, sources, briefing: createBriefing(parts) })
}

function sourceOf(site: string): MemorySource {
  const source = sources.find(({ name }) => name === site)
  if (source === undefined) throw new Error(`no source ${site}`)
  return source
}

function put(site: string, sentences: readonly string[] = WIRE, page = 'harbour'): void {
  sourceOf(site).put(`https://${site}/${page}`, sentences.join('\n\n'), {
    link: `https://${site}/${page}`,
    topic: 'varna',
    title: `Harbour of Varna closed | ${site}`,
    date: '2024-05-03',
  })
}

const round = () => intake.round({ held: new Set(), matches: new Map() })
const documents = () => store.documentsOf('varna')

describe('one report on five sites', () => {
  beforeEach(async () => {
    for (const site of SITES) {
      put(site)
      await round()
    }
  })

  test('is one document with five sources', async () => {
    const [document, ...others] = await documents()
    expect(others).toEqual([])
    expect(document).toMatchObject({ location: `https://${FIRST}/harbour`, revision: 1 })
    expect(document?.also?.map(({ link }) => link)).toEqual(SITES.slice(1).map((site) => `https://${site}/harbour`))
    expect((await store.briefOf('varna'))?.sources).toHaveLength(1)
  })

  test('is so in an edition and a brief, on every surface', async () => {
    const platform = createScriptedPlatform()
    const orders = createOrderBook({ digests: [sampleOrder()] })
    const desk = createRunningDesk(deskParts({ store, orders, platforms: [platform], now: () => now }))
    await desk.tick()
    now = new Date('2024-05-04T08:00:00Z')
    await desk.tick()
    await desk.settled()
    expect(platform.taken.map(({ reply }) => reply.kind)).toEqual(['edition', 'brief'])
    for (const { reply } of platform.taken) {
      expect(JSON.stringify(renderForSlack(reply))).toContain('5 sources')
      expect(JSON.stringify(renderForDiscord(reply))).toContain('5 sources')
      expect(renderForTerminal(reply, { width: 100, colour: false })).toContain('5 sources')
    }
  })

  test('names all of them under Sources', async () => {
    const brief = await store.briefOf('varna')
    if (brief === undefined) throw new Error('no brief')
    const reply = { kind: 'sources', brief } as const
    const shown = [
      JSON.stringify(renderForSlack(reply)),
      JSON.stringify(renderForDiscord(reply)),
      renderForTerminal(reply, { width: 100, colour: false }),
      briefMarkdown(brief, 'Varna'),
    ]
    for (const text of shown) {
      expect(text).toContain('Also at')
      for (const site of SITES.slice(1)) expect(text).toContain(`https://${site}/harbour`)
    }
  })

  test('is told once: later copies are no news', async () => {
    const [document] = await documents()
    if (document === undefined) throw new Error('no document')
    const target = { platform: 'slack', channel: 'C1' }
    await store.saveTold({ target, topic: 'varna', brief: 'b', documents: [versionOf(document)] }, now.toISOString())
    now = new Date('2024-05-05T07:00:00Z')
    sources.push(createMemorySource('gorse.example'))
    put('gorse.example')
    const report = await round()
    expect(report).toMatchObject({ seen: 1, added: 0, revised: 0 })
    expect(report.briefs.map(({ sources: [source] }) => source?.also?.length)).toEqual([5])
    expect((await store.topicsWithNews({ target, place: target, topics: [], newest: 20 }, 5)).total).toBe(0)
  })

  test('stays so when everything is read again after a restart', async () => {
    intake = openIntake()
    for (const site of SITES) put(site)
    expect(await round()).toMatchObject({ seen: 5, added: 0, revised: 0, withdrawn: 0, briefs: [] })
    expect(await documents()).toHaveLength(1)
  })

  test('goes on at another site when it is gone from the first', async () => {
    sourceOf(FIRST).withdraw(`https://${FIRST}/harbour`)
    expect(await round()).toMatchObject({ withdrawn: 0 })
    const [document, ...others] = await documents()
    expect(others).toEqual([])
    expect(document).toMatchObject({ link: `https://${SECOND}/harbour`, title: `Harbour of Varna closed | ${SECOND}` })
    expect(document?.also).toHaveLength(3)
  })

  test('that is corrected on one of them is two documents', async () => {
    const corrected = WIRE.map((sentence) => sentence.replace('12 people', '14 people'))
    put(SECOND, corrected)
    expect(await round()).toMatchObject({ added: 1, revised: 0 })
    const [one, other] = await documents()
    const texts = [one?.text, other?.text]
    expect(texts).toContain(corrected.join('\n\n'))
    expect([one?.also?.length, other?.also?.length].sort()).toEqual([3, undefined])
  })

  test('that has a slip mended on one of them is one document still', async () => {
    const mended = WIRE.map((sentence) => sentence.replace('reporters', 'reportars'))
    for (const site of [FIRST, SECOND]) put(site, mended)
    expect(await round()).toMatchObject({ added: 0, revised: 1 })
    const [document, ...others] = await documents()
    expect(others).toEqual([])
    expect(document?.text).toContain('reportars')
  })
})

test('one of two reports with another number is a document of its own', async () => {
  put(FIRST)
  put(
    SECOND,
    WIRE.map((sentence) => sentence.replace('12 people', '14 people')),
  )
  expect(await round()).toMatchObject({ added: 2 })
  expect(await documents()).toHaveLength(2)
})

test('a file that is renamed and edited is not told apart from itself', async () => {
  put(FIRST)
  await round()
  sourceOf(FIRST).withdraw(`https://${FIRST}/harbour`)
  put(
    FIRST,
    WIRE.map((sentence) => sentence.replace('reporters', 'reportars')),
    'renamed',
  )
  expect(await round()).toMatchObject({ added: 1, withdrawn: 1 })
  expect(await documents()).toMatchObject([{ location: `https://${FIRST}/renamed` }])
})
