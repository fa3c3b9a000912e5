import { beforeEach, describe, expect, test } from 'vitest'
import { OPERATOR } from '../../../src/core/topic.ts'
import { type DeskStage, FERRY, HARBOUR, openDeskStage } from './stage.ts'

let stage: DeskStage

beforeEach(async () => {
  stage = await openDeskStage()
})

describe('intake', () => {
  test('a source that throws and a bad document stop nothing', async () => {
    stage.source.breakWith(new Error('disk on fire'))
    await stage.tickAt('2026-11-24T07:58:00Z')
    stage.source.put('varna/empty.md', '  ')
    stage.source.put('varna/harbour.md', HARBOUR)
    await stage.tickAt('2026-11-24T07:58:01Z')
    expect(stage.problems.map(({ where }) => where)).toEqual(['folder', 'varna/empty.md'])
    expect((await stage.store.newestTopics(OPERATOR, 10)).map(({ slug }) => slug)).toEqual(['varna'])
  })

  test('documents of a held topic wait until it is held no more', async () => {
    stage.orders.held.add('varna')
    stage.source.put('varna/harbour.md', HARBOUR)
    await stage.tickAt('2026-11-24T07:58:00Z')
    expect(await stage.store.newestTopics(OPERATOR, 10)).toEqual([])
    stage.orders.held.clear()
    await stage.tickAt('2026-11-24T07:58:01Z')
    expect(await stage.store.briefOf('varna')).toBeDefined()
  })

  test('documents of a renamed topic wait while the files of its names differ in who may see it', async () => {
    stage.source.put('varna/harbour.md', HARBOUR)
    await stage.tickAt('2026-11-24T07:58:00Z')
    await stage.store.renameTopic('varna', 'harbour', undefined)
    const limited = { slug: 'varna', title: 'Varna', aliases: [], visibleTo: [{ platform: 'slack', workspace: 'T1' }] }
    stage.orders.topics = [{ slug: 'harbour', title: 'Harbour', aliases: [] }, limited]
    stage.orders.changed = true
    stage.source.put('varna/ferry.md', FERRY)
    await stage.tickAt('2026-11-24T07:58:01Z')
    expect(stage.problems.map(({ where }) => where)).toEqual(['harbour/topic.yaml, varna/topic.yaml'])
    const seen = async () => (await stage.store.newestTopics(OPERATOR, 10)).map((topic) => topic.documents)
    expect(await seen()).toEqual([1])
    expect(await stage.store.newestTopics({ platform: 'slack', workspace: 'T2' }, 10)).toEqual([])
    stage.orders.topics = [limited]
    stage.orders.changed = true
    await stage.tickAt('2026-11-24T07:58:02Z')
    expect(await seen()).toEqual([2])
  })

  test('a writer that fails on one topic stops neither the other topics nor the digests, and is tried again', async () => {
    const sound = stage.writer
    const broken = new Set(['odesa'])
    stage.writer = {
      ...sound,
      async brief(topic, documents) {
        if (broken.has(topic)) throw new TypeError('a bug')
        return await sound.brief(topic, documents)
      },
    }
    stage.source.put('odesa/ferry.md', FERRY)
    stage.source.put('varna/harbour.md', HARBOUR)
    await stage.tickAt('2026-11-24T07:58:00Z')
    await stage.tickAt('2026-11-24T08:00:00Z')
    const briefed = () =>
      stage.platform.taken.flatMap(({ reply }) => (reply.kind === 'brief' ? [reply.brief.topic] : []))
    expect(briefed()).toEqual(['varna'])
    broken.clear()
    await stage.tickAt('2026-11-25T08:00:00Z')
    expect(await stage.store.briefOf('odesa')).toBeDefined()
    expect(briefed()).toEqual(['varna', 'odesa'])
  })

  test('a document that the store refuses is a problem, and the others go on', async () => {
    const save = stage.store.saveDocument
    stage.store.saveDocument = async (document) => {
      if (document.location === 'varna/odd.md') throw new Error('index row too long')
      return await save(document)
    }
    stage.source.put('varna/odd.md', FERRY)
    stage.source.put('varna/harbour.md', HARBOUR)
    await stage.tickAt('2026-11-24T07:58:00Z')
    expect(stage.problems.map(({ where }) => where)).toEqual(['varna/odd.md'])
    expect((await stage.store.documentsOf('varna')).map(({ location }) => location)).toEqual(['varna/harbour.md'])
  })

  test('keepers hear of a brief that is gone, and of one that they failed to keep again', async () => {
    stage.keeping = new Error('disk full')
    stage.source.put('varna/harbour.md', HARBOUR)
    await stage.tickAt('2026-11-24T07:58:00Z')
    expect(stage.problems.map(({ what }) => what)).toEqual(['its brief could not be kept: disk full'])
    stage.keeping = undefined
    await stage.tickAt('2026-11-24T07:58:05Z')
    expect(stage.kept).toEqual([])
    await stage.tickAt('2026-11-24T07:58:10Z')
    expect(stage.kept).toEqual(['keep varna'])
    stage.source.withdraw('varna/harbour.md')
    await stage.tickAt('2026-11-24T07:58:11Z')
    expect(stage.kept).toEqual(['keep varna', 'drop varna'])
  })

  test('the last document withdrawn takes the brief with it', async () => {
    stage.source.put('varna/harbour.md', HARBOUR)
    await stage.tickAt('2026-11-24T07:58:00Z')
    stage.source.withdraw('varna/harbour.md')
    await stage.tickAt('2026-11-24T07:58:01Z')
    expect(await stage.store.briefOf('varna')).toBeUndefined()
    expect(await stage.store.newestTopics(OPERATOR, 10)).toEqual([])
  })
})
