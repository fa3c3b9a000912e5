import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createDesk } from '../../src/core/desk.ts'
import { STANDARD_POLICY } from '../../src/core/digest-command.ts'
import type { Desk, Writer } from '../../src/core/ports.ts'
import type { Reply } from '../../src/core/reply.ts'
import type { Store } from '../../src/core/store-ports.ts'
import type { Place, Topic } from '../../src/core/topic.ts'
import { wording } from '../../src/core/wording.ts'
import { createExtractiveWriter } from '../../src/writers/extractive/writer.ts'
import { at, sampleBrief, sampleDocument } from '../contracts/store-samples.ts'
import { createKeptLog } from '../fakes/kept-log.ts'
import { openMemoryStore } from '../fakes/memory-store.ts'

const PLACE = { platform: 'slack', workspace: 'T1', channel: 'C1' }

let store: Store
let writer: Writer
let desk: Desk
let events = 0

beforeEach(async () => {
  store = await openMemoryStore()
  writer = createExtractiveWriter()
  desk = createDesk({
    store,
    writer,
    now: () => new Date(at(0)),
    hurry() {},
    observe() {},
    policy: STANDARD_POLICY,
    log: createKeptLog(),
  })
})

afterEach(() => store.close())

/** Files a topic with one document and a brief whose headline is its text. Later ones are newer. */
async function file(topic: Partial<Topic> & { slug: string }, text: string): Promise<void> {
  const seconds = ++events
  await store.saveTopic({ title: topic.slug, aliases: [], ...topic })
  const saved = await store.saveDocument(
    sampleDocument({ topic: topic.slug, location: topic.slug, text, foundAt: at(seconds) }),
  )
  const { headline } = sampleBrief()
  await store.saveBrief(
    sampleBrief({ id: topic.slug, topic: topic.slug, headline: { ...headline, text } }),
    [saved.document],
    at(seconds),
  )
}

async function fileSamples(): Promise<void> {
  await file({ slug: 'zürich-verkehr', title: 'Verkehr in Zürich' }, 'Trams stopped in Zürich on Monday.')
  await file({ slug: 'india-budget', title: 'The Indian budget' }, 'The budget was voted on Tuesday by both houses.')
  await file(
    { slug: 'unsc-reform', title: 'Security Council', aliases: ['联合国安理会改革'] },
    'The G4 asked for six seats.',
  )
  await file(
    { slug: 'india-belarus', title: 'India–Belarus', aliases: ['Беларусь', 'भारत बेलारूस'] },
    'The memorandum was ratified by both houses in Minsk.',
  )
}

const brief = async (topic: string, place: Place = PLACE) =>
  await desk.command({ name: 'brief', topic, place, event: `slack:${++events}` })

const ask = async (question: string, topic?: string, place: Place = PLACE) =>
  await desk.command({ name: 'ask', question, place, event: `slack:${++events}`, ...(topic && { topic }) })

/** What a reply comes to: the topic of a brief, the intro and slugs of a list, the text of a notice. */
function gist(reply: Reply | undefined): unknown {
  if (reply?.kind === 'brief') return reply.brief.topic
  if (reply?.kind === 'topics') return [reply.intro, ...reply.topics.map(({ slug }) => slug)]
  return reply?.kind === 'notice' ? reply.text : reply?.kind
}

describe('/brief', () => {
  test('without a topic lists the newest first, each with what is new and since when', async () => {
    await fileSamples()
    const reply = await brief(' ')
    expect(gist(reply)).toEqual([wording.topicsIntro, 'india-belarus', 'unsc-reform', 'india-budget', 'zürich-verkehr'])
    expect(reply?.kind === 'topics' && reply.topics[0]).toMatchObject({
      title: 'India–Belarus',
      headline: 'The memorandum was ratified by both houses in Minsk.',
      documents: 1,
      updatedAt: (await store.topicBySlug('india-belarus'))?.updatedAt,
    })
  })

  test.each([
    ['zürich-verkehr', 'zürich-verkehr'],
    ['ZURICH', 'zürich-verkehr'],
    ['indai-belarus', 'india-belarus'],
    ['belaurs', 'india-belarus'],
    ['Беларусь', 'india-belarus'],
    ['भारत', 'india-belarus'],
    ['安理会', 'unsc-reform'],
    ['council security', 'unsc-reform'],
    ['trams monday', 'zürich-verkehr'],
    ['ratifies memorandums', 'india-belarus'],
  ])('%s gives the brief on %s', async (typed, slug) => {
    await fileSamples()
    expect(gist(await brief(typed))).toBe(slug)
  })

  test('several topics that fit are a choice; topics that only say every word of it are another', async () => {
    await fileSamples()
    expect(gist(await brief('india'))).toEqual([wording.several('india'), 'india-belarus', 'india-budget'])
    const [intro, ...slugs] = [gist(await brief('both houses'))].flat()
    expect(intro).toBe(wording.mentioned('both houses'))
    expect(new Set(slugs)).toEqual(new Set(['india-belarus', 'india-budget']))
  })

  test('a name that no topic has gives the nearest, else the newest, and how to add one', async () => {
    await fileSamples()
    const near = await brief('india potash')
    expect(gist(near)).toEqual([wording.unknown('india potash'), 'india-belarus', 'india-budget'])
    const unlike = await brief('fisheries')
    expect([gist(unlike)].flat()[0]).toBe(wording.unlike('fisheries'))
    expect(unlike?.kind === 'topics' && unlike.topics).toHaveLength(4)
    for (const reply of [near, unlike]) expect(reply?.kind === 'topics' && reply.hint).toBe(wording.howToAdd)
    expect(gist(await brief('!!!'))).toEqual([
      wording.unlike('!!!'),
      'india-belarus',
      'unsc-reform',
      'india-budget',
      'zürich-verkehr',
    ])
  })

  test('with no topics at all says how to make one, whatever was typed', async () => {
    for (const typed of ['', 'fisheries', '!!!']) expect(gist(await brief(typed))).toBe(wording.noTopics)
    expect(gist(await ask('Who?'))).toBe(wording.noTopics)
    expect(await desk.suggest('', PLACE)).toEqual([])
  })

  test('a slug means its topic even where another has it for an alias', async () => {
    await file({ slug: 'g4' }, 'Four states.')
    await file({ slug: 'unsc-reform', aliases: ['g4'] }, 'A council.')
    expect(gist(await brief('g4'))).toBe('g4')
    expect(gist(await brief('G4'))).toEqual([wording.several('G4'), 'unsc-reform', 'g4'])
  })
})

describe('suggestions', () => {
  const suggest = async (prefix: string) => (await desk.suggest(prefix, PLACE)).map(({ slug }) => slug)

  test('are the newest topics for nothing typed, and at most 25', async () => {
    for (let n = 0; n < 30; n++) await file({ slug: `topic-${n}` }, `Text ${n}.`)
    const newest = Array.from({ length: 25 }, (_, n) => `topic-${29 - n}`)
    expect(await suggest('')).toEqual(newest)
    expect(await suggest('top')).toEqual(newest)
    expect(await suggest('2')).toHaveLength(11)
  })

  test('come in every script, from the first letter, by any word, in spite of a slip, best first', async () => {
    await fileSamples()
    expect(await suggest('b')).toEqual(['india-belarus', 'india-budget'])
    expect(await suggest('бела')).toEqual(['india-belarus'])
    expect(await suggest('भा')).toEqual(['india-belarus'])
    expect(await suggest('安')).toEqual(['unsc-reform'])
    expect(await suggest('改革')).toEqual(['unsc-reform'])
    expect(await suggest('zürich v')).toEqual(['zürich-verkehr'])
    expect(await suggest('verkher')).toEqual(['zürich-verkehr'])
    expect(await suggest('?!')).toEqual([])
  })
})

describe('/ask', () => {
  test('over all topics is answered from the one that says so, and is about that one', async () => {
    await fileSamples()
    const reply = await ask('Where was the memorandum ratified?')
    expect(reply?.kind === 'answer' && [reply.answer.claims[0]?.text, reply.topics]).toEqual([
      'The memorandum was ratified by both houses in Minsk.',
      ['india-belarus'],
    ])
  })

  test('about a topic takes it by any of its names, and offers others as /brief does', async () => {
    await fileSamples()
    const reply = await ask('How many seats?', 'g4')
    expect(gist(reply)).not.toBe('answer')
    expect(gist(await ask('How many seats?', 'security council'))).toBe('answer')
    expect(gist(await ask('What?', 'india'))).toEqual([wording.several('india'), 'india-belarus', 'india-budget'])
    expect([gist(await ask('What?', 'fisheries'))].flat()[0]).toBe(wording.unlike('fisheries'))
  })
})

describe('a message', () => {
  test('that comes again is not worked out again', async () => {
    await fileSamples()
    const message = { event: 'discord:1', place: PLACE, channel: 'C1', message: 'm1', addressed: true }
    const question = { ...message, text: 'Where was the memorandum ratified?' }
    await desk.hear(question)
    const answer = vi.spyOn(writer, 'answer')
    const search = vi.spyOn(store, 'searchDocuments')
    await desk.hear(question)
    expect([answer.mock.calls.length, search.mock.calls.length]).toEqual([0, 0])
    expect((await store.deliveries({ limit: 5 })).map(({ reply }) => reply.kind)).toEqual(['answer'])
    await desk.hear({ ...question, event: 'discord:2', message: 'm2' })
    expect(answer).toHaveBeenCalledTimes(1)
  })
})

describe('a topic for one workspace', () => {
  const theirs = { platform: 'slack', workspace: 'T2', channel: 'C9' }

  test('is for nobody else, by any way of looking for it, and takes no place in what they see', async () => {
    await file({ slug: 'open-harbour' }, 'The harbour is open.')
    const visibleTo = [{ platform: 'slack', workspace: 'T2' }]
    for (let n = 0; n < 30; n++) {
      await file({ slug: `secret-harbour-${n}`, aliases: ['zeppelin'], visibleTo }, `The harbour hides zeppelin ${n}.`)
    }
    for (const typed of ['', 'harbour', 'harbuor', 'zeppelin', 'hides', 'secret-harbour-3']) {
      const reply = await brief(typed)
      expect([typed, JSON.stringify(reply).includes('secret-harbour')]).toEqual([typed, typed === 'secret-harbour-3'])
      expect([typed, JSON.stringify(reply).includes('open-harbour')]).toEqual([typed, true])
    }
    const listed = await brief('secret-harbour-3')
    expect(listed?.kind === 'topics' && listed.topics.map(({ slug }) => slug)).toEqual(['open-harbour'])
    for (const prefix of ['', 'har', 'zep']) {
      expect((await desk.suggest(prefix, PLACE)).every(({ slug }) => slug === 'open-harbour')).toBe(true)
    }
    const answer = await ask('Which zeppelin does the harbour hide?')
    expect(JSON.stringify(answer)).not.toContain('hides')

    expect(gist(await brief('secret-harbour-3', theirs))).toBe('secret-harbour-3')
    expect(await desk.suggest('zep', theirs)).toHaveLength(25)
    expect(JSON.stringify(await ask('Which zeppelin does the harbour hide?', undefined, theirs))).toContain('hides')
  })
})
