import { beforeEach, describe, expect, test } from 'vitest'
import { type DeskStage, HARBOUR, openDeskStage } from './stage.ts'

let stage: DeskStage

beforeEach(async () => {
  stage = await openDeskStage()
})

describe('conversation', () => {
  const place = { platform: 'slack', workspace: 'T1', channel: 'C1' }
  const question = { place, channel: 'C1', thread: 'm1', text: 'Who is the harbour master?', addressed: true }

  beforeEach(async () => {
    stage.source.put('varna/harbour.md', HARBOUR)
    await stage.tickAt('2026-11-24T07:58:00Z')
    await stage.tickAt('2026-11-24T08:00:00Z')
  })

  test('a question in the edition’s thread is answered there, with evidence, once', async () => {
    await stage.app.desk.hear({ ...question, event: 'slack:1', message: 'm9' })
    await stage.app.desk.hear({ ...question, event: 'slack:1', message: 'm9' })
    await stage.app.settled()
    const answers = stage.platform.taken.filter(({ reply }) => reply.kind === 'answer')
    expect(answers.map(({ target }) => target.thread)).toEqual(['m1'])
    const reply = answers[0]?.reply
    expect(reply?.kind === 'answer' && reply.answer.claims[0]?.text).toContain('Elena Petrova')
  })

  test('talk between people is left alone', async () => {
    await stage.app.desk.hear({
      ...question,
      event: 'slack:2',
      message: 'm9',
      text: 'thanks, let us meet at nine',
      addressed: false,
    })
    await stage.app.desk.hear({
      ...question,
      event: 'slack:3',
      message: 'm9',
      text: 'who is the harbour master?',
      thread: 'other',
      addressed: false,
    })
    await stage.app.settled()
    expect(stage.kinds()).toEqual(['edition', 'brief'])
  })

  test('commands: a topic, the list, a repetition, an unknown name', async () => {
    const ask = async (topic: string, event: string) =>
      await stage.app.desk.command({ name: 'brief', topic, place, event })
    expect((await ask('varna', 'slack:4'))?.kind).toBe('brief')
    expect(await ask('varna', 'slack:4')).toBeUndefined()
    const list = await ask('', 'slack:5')
    expect(list?.kind === 'topics' && list.topics.map(({ slug }) => slug)).toEqual(['varna'])
    const unknown = await ask('fisheries', 'slack:6')
    expect(unknown?.kind === 'topics' && unknown.intro).toContain('fisheries')
    const mentioned = await ask('Petrova', 'slack:7')
    expect(mentioned?.kind === 'brief' && mentioned.brief.topic).toBe('varna')
  })

  test('a topic whose turn to be briefed has not come yet is briefed when somebody asks', async () => {
    await stage.store.dropBrief('varna', await stage.store.documentsOf('varna'))
    const reply = await stage.app.desk.command({ name: 'brief', topic: 'varna', place, event: 'slack:12' })
    expect(reply?.kind).toBe('brief')
  })

  test('a topic that may not be seen is neither found, suggested, asked nor opened', async () => {
    const brief = await stage.store.briefOf('varna')
    await stage.store.saveTopic({
      slug: 'varna',
      title: 'Varna',
      aliases: [],
      visibleTo: [{ platform: 'slack', workspace: 'T2' }],
    })
    const list = await stage.app.desk.command({ name: 'brief', topic: 'varna', place, event: 'slack:8' })
    expect(list?.kind).toBe('notice')
    expect(await stage.app.desk.suggest('va', place)).toEqual([])
    const answer = await stage.app.desk.command({
      name: 'ask',
      question: 'Who is the harbour master?',
      place,
      event: 'slack:9',
    })
    expect(answer?.kind).toBe('notice')
    const opened = await stage.app.desk.act({
      name: 'sources',
      value: brief?.id ?? '',
      place,
      channel: 'C1',
      message: 'm1',
      asker: { user: 'U1', manages: false },
      event: 'slack:10',
    })
    expect(opened?.kind).toBe('notice')
    await stage.app.desk.hear({ ...question, event: 'slack:11', message: 'm9' })
    await stage.app.settled()
    const said = JSON.stringify(stage.platform.taken.slice(2))
    expect(said).not.toContain('Petrova')
  })
})
