import { beforeEach, describe, expect, test } from 'vitest'
import { createDesk } from '../../src/core/desk.ts'
import type { Document } from '../../src/core/document.ts'
import { InputError } from '../../src/core/errors.ts'
import { type PassageCommand, passageOfTopic } from '../../src/core/passage.ts'
import { passageWording } from '../../src/core/passage-wording.ts'
import { nameOf, type Pointed, type PointedFile, type ReadText } from '../../src/core/pointing.ts'
import type { Desk } from '../../src/core/ports.ts'
import type { Reply } from '../../src/core/reply.ts'
import { aboutBrief } from '../../src/core/showing.ts'
import type { Store } from '../../src/core/store-ports.ts'
import type { Place } from '../../src/core/topic.ts'
import { wording } from '../../src/core/wording.ts'
import { createExtractiveWriter } from '../../src/writers/extractive/writer.ts'
import { sampleDocument } from '../contracts/store-samples.ts'
import { createKeptLog } from '../fakes/kept-log.ts'
import { openMemoryStore } from '../fakes/memory-store.ts'

const HERE: Place = { platform: 'slack', workspace: 'T1', channel: 'C1' }
const FERRY = 'https://ferry.example/news'
const BRIDGE = 'https://bridge.example/'
const SMILE = 'https://smile.example/'
const LONG = 'https://long.example/'
const DEAD = 'https://dead.example/'
const PAGES: ReadonlyMap<string, ReadText> = new Map([
  [
    FERRY,
    {
      title: 'Ferries from Varna rest in June',
      date: '2026-06-01',
      link: FERRY,
      blocks: [
        { kind: 'prose', text: 'The ferry from Varna will not sail for three days in June, the harbour master said.' },
        { kind: 'prose', text: 'Tickets stay valid for a month, and buses go from the station every hour.' },
      ],
    },
  ],
  [
    LONG,
    {
      title: 'Ferries of Varna',
      link: LONG,
      blocks: [
        { kind: 'prose', text: 'The ferry from Varna will not sail for three days in June, the harbour master said.' },
        { kind: 'prose', text: 'x'.repeat(1_000_000) },
      ],
    },
  ],
  [SMILE, { link: SMILE, blocks: [{ kind: 'prose', text: '😀 😀' }] }],
  [
    BRIDGE,
    {
      link: BRIDGE,
      blocks: [{ kind: 'prose', text: 'The bridge at Ruse was closed on Monday after a lorry hit it.' }],
    },
  ],
  [
    'report.pdf',
    {
      title: 'Quay repairs',
      blocks: [{ kind: 'prose', text: 'The quay of Varna is repaired by forty workers from May to July.' }],
    },
  ],
])
const WORDY =
  'We spoke with the harbour office this morning. They will repair the quay from May to July, and expect that forty workers are needed for it. The ferries of the summer timetable will sail from the southern pier meanwhile, where there is room for two.'

let store: Store
let desk: Desk
let asked: string[]
let written: readonly Document[]
let events = 0

beforeEach(async () => {
  store = await openMemoryStore()
  await store.saveDocument(
    sampleDocument({ topic: 'varna', title: 'Varna', text: 'The ferry of Varna is full.', paragraphs: [] }),
  )
  asked = []
  const writer = createExtractiveWriter()
  desk = createDesk({
    store,
    writer: {
      ...writer,
      async brief(topic, documents) {
        written = documents
        return await writer.brief(topic, documents)
      },
    },
    reading: {
      async read(things) {
        asked.push(...things.map(nameFor))
        return things.map((thing) => {
          return PAGES.get(nameFor(thing)) ?? new InputError(`${nameOf(thing)}: the page wants a login`)
        })
      },
      close() {},
    },
    now: () => new Date('2026-11-24T08:00:00Z'),
    hurry: () => {},
    observe: () => {},
    policy: { editors: 'managers', zone: 'UTC' },
    log: createKeptLog(),
  })
})

function nameFor(thing: Pointed): string {
  return thing.kind === 'page' ? thing.address : thing.name
}

function fileCalled(name: string): PointedFile {
  return {
    kind: 'file',
    name,
    async fetch() {
      throw new Error('the reading fetches')
    },
  }
}

async function point(given: Partial<PassageCommand>): Promise<Reply> {
  const asker = { user: 'U1', manages: true }
  const command = { name: 'passage', text: '', asker, place: HERE, event: `slack:${++events}`, ...given } as const
  const reply = await desk.command(command)
  if (reply === undefined) throw new Error('no reply')
  return reply
}

async function briefed(given: Partial<PassageCommand>) {
  const reply = await point(given)
  if (reply.kind !== 'brief') throw new Error(JSON.stringify(reply))
  return reply
}

describe('what a message points at', () => {
  test('is briefed in its place, with the page’s own title, date and address', async () => {
    const reply = await briefed({ text: `Worth a look: ${FERRY}`, pages: [FERRY], link: 'https://slack.example/p1' })
    expect(reply.brief.sources).toMatchObject([
      { title: 'Ferries from Varna rest in June', date: '2026-06-01', link: FERRY },
    ])
    expect(reply.topicTitle).toBe('Ferries from Varna rest in June')
    expect(aboutBrief(reply)).toBe(
      `From Ferries from Varna rest in June, ferry.example, 1 June 2026. ${wording.passageNote}`,
    )
  })

  test('comes beside the message where that has forty words of its own', async () => {
    const { brief } = await briefed({ text: `${WORDY} ${FERRY}`, pages: [FERRY], link: 'https://slack.example/p1' })
    expect(brief.sources.map(({ title }) => title)).toEqual([wording.passageTitle, 'Ferries from Varna rest in June'])
    expect(brief.sources.map(({ link }) => link)).toEqual(['https://slack.example/p1', FERRY])
  })

  test('is called by its site or name where it has no title', async () => {
    const { brief } = await briefed({ pages: [BRIDGE] })
    expect(brief.sources).toMatchObject([{ title: 'bridge.example', link: BRIDGE }])
  })

  test('is read up to three, files first, and the rest is named', async () => {
    const pages = [FERRY, BRIDGE, DEAD]
    const reply = await briefed({ files: [fileCalled('report.pdf')], pages })
    expect(asked).toEqual(['report.pdf', FERRY, BRIDGE])
    expect(reply.brief.sources).toHaveLength(3)
    expect(reply.passage?.notes).toEqual(['Left out, since 3 at most are read: dead.example.'])
  })

  test('is named with the reason where it cannot be read, and the others go on', async () => {
    const reply = await briefed({ pages: [DEAD, FERRY] })
    expect(reply.brief.sources).toHaveLength(1)
    expect(aboutBrief(reply)).toContain(`${wording.passageNote} Not read: dead.example: the page wants a login.`)
  })

  test('is said to be read in part where it is too long', async () => {
    const reply = await briefed({ pages: [LONG, DEAD] })
    expect(reply.passage?.notes).toEqual([
      'long.example: only the first 83 characters of it are read.',
      'Not read: dead.example: the page wants a login.',
    ])
    expect(written.map(({ text }) => text.length)).toEqual([83])
  })

  test('leaves the message and its preview to brief where nothing of it can be read', async () => {
    const text = `The ferries of Varna rest for three days in June. ${DEAD}`
    const preview = 'The harbour master said that tickets stay valid for a month.'
    const reply = await briefed({ text, preview, pages: [DEAD] })
    expect(reply.brief.sources.map(({ title }) => title)).toEqual([wording.passageTitle])
    const said = JSON.stringify([reply.brief.bottomLine, reply.brief.points])
    expect(said).toContain('rest for three days')
    expect(said).toContain('tickets stay valid')
    expect(reply.passage?.notes).toEqual(['Not read: dead.example: the page wants a login.'])
  })

  test('is all that is said where nothing is left to brief', async () => {
    const reply = await point({ text: DEAD, pages: [DEAD], files: [fileCalled('b.zip')] })
    expect(reply).toMatchObject({
      kind: 'notice',
      text: 'Not read: b.zip: the page wants a login.\nNot read: dead.example: the page wants a login.',
    })
  })

  test('stays in its conversation, and every document of it can be asked about there', async () => {
    const { brief } = await briefed({ pages: [FERRY, BRIDGE] })
    const elsewhere = { ...HERE, channel: 'C2' }
    const press = {
      name: 'sources',
      value: brief.id,
      channel: 'C2',
      message: 'm',
      asker: { user: 'U1', manages: true },
    } as const
    expect(await desk.act({ ...press, place: elsewhere, event: 'slack:p1' })).toMatchObject({ kind: 'notice' })
    expect(await desk.act({ ...press, place: HERE, event: 'slack:p2' })).toMatchObject({ kind: 'sources' })
    const ask = { name: 'ask', question: 'What hit the bridge at Ruse?', place: HERE, event: 'slack:a1' } as const
    expect(JSON.stringify(await desk.command(ask))).not.toContain('lorry')
    const target = { platform: 'slack', channel: 'C1' }
    await store.saveThread(target, 'm1', [brief.topic], '2026-11-24T08:00:00.000Z')
    const message = {
      channel: 'C1',
      message: 'm2',
      thread: 'm1',
      text: 'What hit the bridge at Ruse?',
      addressed: true,
    }
    await desk.hear({ ...message, place: HERE, event: 'slack:h1' })
    const [answer] = await store.deliveries({ limit: 1 })
    expect(JSON.stringify(answer)).toContain('lorry')
  })

  test('is filed whole, each text a document of the topic', async () => {
    const { passage } = await briefed({ pages: [FERRY], files: [fileCalled('report.pdf')] })
    expect(passage?.fileUnder.map(({ slug }) => slug)).toEqual(['varna'])
    const value = `${passage?.id} varna`
    const asker = { user: 'U1', manages: true }
    await desk.act({ name: 'file', value, place: HERE, channel: 'C1', message: 'm', asker, event: 'slack:f1' })
    const titles = (await store.documentsOf('varna')).map(({ title }) => title)
    expect(titles.sort()).toEqual(['Ferries from Varna rest in June', 'Quay repairs', 'Varna'])
  })
})

describe('a message that another one forwards', () => {
  test('is a source of its own, which is called so', async () => {
    const reply = await briefed({ forwarded: WORDY, link: 'https://chat.example/1' })
    expect(reply.brief.sources).toMatchObject([
      { title: passageWording.forwardedTitle, link: 'https://chat.example/1' },
    ])
    expect(reply.topicTitle).toBe(passageWording.forwardedTitle)
    expect(aboutBrief(reply)).toContain(`From ${passageWording.forwardedTitle}, `)
    const both = await briefed({ text: WORDY, forwarded: 'The ferries of Varna rest for three days in June.' })
    expect(both.brief.sources.map(({ title }) => title)).toEqual([wording.passageTitle, passageWording.forwardedTitle])
  })

  test('is briefed for its pages, and for its words where none can be read', async () => {
    const forwarded = `The ferries of Varna rest for three days in June. ${FERRY}`
    const preview = 'The harbour master said that tickets stay valid for a month.'
    expect((await briefed({ forwarded, preview, pages: [FERRY] })).brief.sources).toMatchObject([{ link: FERRY }])
    const { brief } = await briefed({ forwarded: forwarded.replace(FERRY, DEAD), preview, pages: [DEAD] })
    expect(brief.sources.map(({ title }) => title)).toEqual([passageWording.forwardedTitle])
    expect(JSON.stringify(brief.points)).toContain('tickets stay valid')
  })
})

test('what holds no sentence is said to hold none', async () => {
  expect(await point({ pages: [SMILE] })).toEqual({ kind: 'notice', text: passageWording.nothingThere })
})

test('everything that is read is marked as of the conversation, which no model is given', async () => {
  await briefed({ text: `${WORDY} ${FERRY}`, pages: [FERRY], files: [fileCalled('report.pdf')] })
  expect(written).toHaveLength(3)
  expect(written.map(({ topic }) => passageOfTopic(topic))).not.toContain(undefined)
})

describe('an address in place of a topic', () => {
  test('is read; of somebody who may do nothing it is not offered to be filed', async () => {
    const reply = await desk.command({ name: 'brief', topic: ` ${FERRY} `, place: HERE, event: 'slack:b1' })
    expect(reply).toMatchObject({ kind: 'brief', passage: { fileUnder: [] }, brief: { sources: [{ link: FERRY }] } })
    const asker = { user: 'U1', manages: true }
    const other = await desk.command({ name: 'brief', topic: FERRY, asker, place: HERE, event: 'slack:b2' })
    expect(other).toMatchObject({ kind: 'brief', passage: { fileUnder: [{ slug: 'varna' }] } })
  })

  test('that cannot be read is answered with the reason', async () => {
    const reply = await desk.command({ name: 'brief', topic: DEAD, place: HERE, event: 'slack:b1' })
    expect(reply).toEqual({ kind: 'notice', text: 'Not read: dead.example: the page wants a login.' })
  })
})

test('a mention with a file is answered with its brief, through the outbox, once', async () => {
  const message = {
    event: 'slack:h1',
    place: HERE,
    channel: 'C1',
    message: 'm1',
    text: 'brief this',
    files: [fileCalled('report.pdf')],
    addressed: true,
  }
  await desk.hear(message)
  await desk.hear(message)
  const owed = await store.deliveries({ limit: 9 })
  expect(owed).toMatchObject([
    { target: { channel: 'C1', thread: 'm1' }, reply: { kind: 'brief', topicTitle: 'Quay repairs' } },
  ])
  expect(asked).toEqual(['report.pdf'])
})

test('names and reasons of strangers are cut to a line', async () => {
  const name = `${'x'.repeat(500)}\n<!channel>.pdf`
  const reply = await point({ files: [fileCalled(name), ...['1', '2', '3', '4', '5', '6', '7', '8'].map(fileCalled)] })
  if (reply.kind !== 'notice') throw new Error(reply.kind)
  expect(reply.text.split('\n')).toHaveLength(4)
  expect(reply.text.split('\n')[0]?.length).toBeLessThan(320)
  expect(reply.text).toContain('Left out, since 3 at most are read: 3, 4, 5, 6, 7 and 1 more.')
})
