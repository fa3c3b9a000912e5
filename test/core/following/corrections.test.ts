import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { AUGUST, type FollowingStage, MARCH, MARCH_FILE, openFollowingStage } from './stage.ts'

let stage: FollowingStage

beforeEach(async () => {
  stage = await openFollowingStage()
})

afterEach(() => stage.store.close())

describe('a correction', () => {
  const correction = () => {
    const reply = stage.later()[0]?.reply
    if (stage.later().length !== 1 || reply?.kind !== 'correction')
      throw new Error(`no correction, but ${stage.kinds()}`)
    return reply
  }

  test('says what a revised document changed, where the channel was told of it', async () => {
    await stage.tellOfMarch()
    stage.source.put(MARCH_FILE, MARCH.replace('600 million', '500 million'))
    await stage.beatAt('09:00:00')
    await stage.beatAt('09:10:00')
    const { changes, withdrawn, sources } = correction()
    const sentence = MARCH.split(/(?<=\.) /u)[3] ?? ''
    expect(changes.map(({ before, now }) => [before?.text, now?.text])).toEqual([
      [sentence, sentence.replace('600', '500')],
    ])
    expect(changes[0]?.before?.evidence[0]?.revision).toBe(1)
    expect(withdrawn).toEqual([])
    expect(sources.map(({ location, revision }) => [location, revision])).toEqual([[MARCH_FILE, 2]])
    await stage.beatAt('08:00:00', '2026-11-25')
    expect(stage.later()).toHaveLength(1)
  })

  test('is none for a slip of the pen, nor for a file that is renamed', async () => {
    await stage.tellOfMarch()
    stage.source.put(MARCH_FILE, MARCH.replace('accession', 'acession'))
    await stage.beatAt('09:00:00')
    await stage.beatAt('09:10:00')
    stage.source.put('india-belarus/renamed.md', MARCH.replace('accession', 'acession'))
    stage.source.withdraw(MARCH_FILE)
    await stage.beatAt('10:00:00')
    await stage.beatAt('10:10:00')
    await stage.beatAt('08:00:00', '2026-11-25')
    expect(stage.later()).toEqual([])
  })

  test('tells a file that is renamed and edited from one that is withdrawn and another that came', async () => {
    await stage.tellOfMarch()
    stage.source.put('india-belarus/renamed.md', MARCH.replace('600 million', '500 million'))
    stage.source.withdraw(MARCH_FILE)
    await stage.beatAt('09:00:00')
    await stage.beatAt('09:10:00')
    expect(correction().changes).toHaveLength(1)
    expect(correction().withdrawn).toEqual([])
  })

  test('is none for a document that had said nothing new', async () => {
    await stage.tellOfMarch()
    stage.source.put('india-belarus/wire.md', `${MARCH.replace('said in New Delhi', 'told reporters in New Delhi')}`)
    await stage.beatAt('09:00:00')
    await stage.beatAt('09:10:00')
    stage.source.withdraw('india-belarus/wire.md')
    await stage.beatAt('10:00:00')
    await stage.beatAt('10:10:00')
    expect(stage.later()).toEqual([])
  })

  test('says once that a document was withdrawn', async () => {
    await stage.tellOfMarch()
    stage.source.withdraw(MARCH_FILE)
    await stage.beatAt('09:00:00')
    await stage.beatAt('09:10:00')
    expect(correction().withdrawn.map(({ location }) => location)).toEqual([MARCH_FILE])
    expect(correction().changes).toEqual([])
    stage.source.put(MARCH_FILE, MARCH)
    await stage.beatAt('10:00:00')
    await stage.beatAt('10:10:00')
    stage.source.withdraw(MARCH_FILE)
    await stage.beatAt('11:00:00')
    await stage.beatAt('11:10:00')
    expect(stage.later()).toHaveLength(1)
  })

  test('is an update where a text only grew', async () => {
    await stage.tellOfMarch()
    stage.source.put(MARCH_FILE, `${MARCH} ${AUGUST}`)
    await stage.beatAt('09:00:00')
    await stage.beatAt('09:10:00')
    const [update, ...others] = stage.later()
    expect(others).toEqual([])
    expect(update?.reply.kind === 'update' && update.reply.news.map(({ text }) => text)).toEqual([AUGUST])
  })
})
