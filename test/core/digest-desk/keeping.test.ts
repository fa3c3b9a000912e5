import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { digestWording } from '../../../src/core/digest-wording.ts'
import { DAILY, type DigestStage, HERE, openDigestStage, read } from './stage.ts'

let stage: DigestStage

beforeEach(async () => {
  stage = await openDigestStage()
})

afterEach(() => stage.store.close())

describe('keeping', () => {
  test('paused it does not come; resumed it comes at its next slot and is not late', async () => {
    await stage.add()
    expect(read(await stage.to('pause'))).toContain('Paused: by hand on 23 November 2026')
    expect(read(await stage.to('pause'))).toBe(digestWording.pausedAlready)
    await stage.tickAt('2026-11-25T08:00:00Z')
    expect(stage.platform.taken).toEqual([])
    expect(read(await stage.to('resume'))).toContain('Next: Thursday, 26 November 2026 at 08:00')
    expect(read(await stage.to('resume'))).toBe(digestWording.runsAlready)
    await stage.tickAt('2026-11-25T08:00:01Z')
    expect(stage.platform.taken).toEqual([])
    await stage.tickAt('2026-11-26T08:00:00Z')
    const [first] = stage.platform.taken
    expect(first?.reply.kind === 'edition' && [first.reply.missed, first.reply.late]).toEqual([0, false])
  })

  test('resuming needs a channel that it can post to', async () => {
    await stage.add()
    await stage.to('pause')
    expect(read(await stage.to('resume', '1', { hindrance: 'invite me' }))).toBe('invite me')
    expect((await stage.store.digests())[0]?.paused).toBeDefined()
  })

  test('changed in one thing it keeps the others', async () => {
    await stage.add({ ...DAILY, topics: ['varna'], limit: 3 })
    expect(read(await stage.ask({ kind: 'change', digest: '', wish: { time: '9.30' } }))).toContain(
      'every day at 09:30 (UTC)\nVarna\nat most 3 briefs',
    )
    expect((await stage.store.digests())[0]?.nextRunAt).toBe('2026-11-24T09:30:00.000Z')
    await stage.ask({ kind: 'change', digest: '1', wish: { days: ['sun'], topics: [] } })
    expect((await stage.store.digests())[0]).toMatchObject({ cron: '30 9 * * 0', topics: [] })
    const form = await stage.ask({ kind: 'form', digest: '1' })
    expect(form).toMatchObject({ kind: 'form', cron: '30 9 * * 0', zone: 'UTC', limit: 3 })
  })

  test('a topic without documents may stay in it', async () => {
    await stage.add({ ...DAILY, topics: ['varna'] })
    stage.source.withdraw('varna/harbour.md')
    await stage.tickAt('2026-11-23T12:00:01Z')
    const form = await stage.ask({ kind: 'form', digest: '1' })
    const topics = form?.kind === 'form' ? form.topics.map(({ slug }) => slug) : []
    expect(read(await stage.ask({ kind: 'change', digest: '1', wish: { topics, limit: 2 } }))).toContain(
      'Varna\nat most 2',
    )
  })

  test('removed it comes no more; set up again it comes at the very slot', async () => {
    await stage.add()
    expect(read(await stage.to('remove'))).toBe('Removed.\nevery day at 08:00 (UTC)\neverything')
    expect(await stage.list()).toBe(`${digestWording.none} Set one up with /digest.`)
    stage.now = new Date('2026-11-23T12:00:05Z')
    await stage.add()
    await stage.tickAt('2026-11-24T08:00:00Z')
    expect(stage.kinds()).toEqual(['edition', 'brief'])
  })

  test('of several the number is needed, and it must be one that there is', async () => {
    await stage.add()
    stage.now = new Date('2026-11-23T12:00:05Z')
    await stage.add({ ...DAILY, time: '17:00' })
    expect(read(await stage.to('pause'))).toBe(digestWording.which(2))
    for (const named of ['0', '3', '-1', 'x', '1.5']) {
      expect(read(await stage.to('pause', named))).toBe(digestWording.unknown(named))
    }
    expect(read(await stage.to('pause', '#2'))).toContain('Digest 2: every day at 17:00')
    const suggested = await stage.app.desk.suggest('', HERE, 'digests')
    expect(suggested.map(({ title }) => title)).toEqual([
      '1. every day at 08:00 (UTC) · everything',
      '2. every day at 17:00 (UTC) · everything',
    ])
    expect(read(await stage.to('remove', suggested[0]?.slug))).toContain('every day at 08:00')
  })

  test('zones are suggested by city, as people know them', async () => {
    const zones = async (typed: string) => (await stage.app.desk.suggest(typed, HERE, 'zones')).map(({ slug }) => slug)
    expect((await zones('kolk'))[0]).toBe('Asia/Kolkata')
    expect((await zones('kyiv'))[0]).toBe('Europe/Kyiv')
    expect((await zones('new y'))[0]).toBe('America/New_York')
    expect((await zones('são p'))[0]).toBe('America/Sao_Paulo')
    expect(await zones('utc')).toContain('UTC')
    expect((await zones('')).length).toBe(25)
    expect(await zones('<@U1>')).toEqual([])
  })
})
