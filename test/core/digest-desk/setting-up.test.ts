import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { DigestWish } from '../../../src/core/digest-command.ts'
import { digestWording } from '../../../src/core/digest-wording.ts'
import { FormError } from '../../../src/core/errors.ts'
import { sampleOrder } from '../../fakes/sample-order.ts'
import { DAILY, type DigestStage, HERE, MEMBER, openDigestStage, read } from './stage.ts'

let stage: DigestStage

beforeEach(async () => {
  stage = await openDigestStage()
})

afterEach(() => stage.store.close())

describe('setting up', () => {
  test('a digest says when it comes and of what, is listed, and comes', async () => {
    const said = await stage.add({ ...DAILY, topics: ['Varna'], limit: 3, whenEmpty: 'note' })
    expect(said).toBe(
      [
        'Set up. This is digest 1 of this channel.',
        'Digest 1: every day at 08:00 (UTC)',
        'Varna',
        'at most 3 briefs · says so when nothing is new · set up here',
        'Next: Tuesday, 24 November 2026 at 08:00 (UTC)',
      ].join('\n'),
    )
    expect(await stage.list({ asker: MEMBER })).toContain('Digest 1: every day at 08:00 (UTC)\nVarna')
    await stage.tickAt('2026-11-24T07:59:59Z')
    expect(stage.platform.taken).toEqual([])
    await stage.tickAt('2026-11-24T08:00:00Z')
    expect(stage.kinds()).toEqual(['edition', 'brief'])
  })

  test('of which nothing is said is on workdays at eight, in the desk’s zone, of everything', async () => {
    expect(await stage.add({})).toContain(
      'Monday to Friday at 08:00 (Europe/Berlin)\neverything\nat most 8 briefs · quiet',
    )
    expect((await stage.store.digests())[0]).toMatchObject({
      topics: [],
      author: 'U1',
      origin: 'channel',
      workspace: 'T1',
    })
  })

  test('takes the zone that was last used in the workspace', async () => {
    await stage.add({ zone: 'Asia/Kolkata' })
    stage.now = new Date('2026-11-23T12:00:01Z')
    await stage.add({ zone: 'Asia/Tokyo' }, { place: { ...HERE, channel: 'C2' } })
    stage.now = new Date('2026-11-23T12:00:02Z')
    expect(await stage.add({}, { place: { ...HERE, channel: 'C3' } })).toContain('(Asia/Tokyo)')
    expect(await stage.add({}, { place: { ...HERE, workspace: 'T2', channel: 'C4' } })).toContain('(Europe/Berlin)')
    const form = await stage.ask({ kind: 'form' }, { place: { ...HERE, channel: 'C5' } })
    expect(form).toMatchObject({ kind: 'form', zone: 'Asia/Tokyo', cron: '0 8 * * 1,2,3,4,5', topics: [], limit: 8 })
  })

  test('takes a cron expression in place of days and time', async () => {
    expect(await stage.add({ ...DAILY, cron: ' 30  6 1 * MON ' })).toContain('30 6 1 * MON (cron, UTC)')
    expect((await stage.store.digests())[0]?.nextRunAt).toBe('2026-11-30T06:30:00.000Z')
  })

  test('names every field that is wrong, and saves nothing', async () => {
    const wish: DigestWish = { topics: ['fisheries'], days: [], time: '25:00', zone: 'Berlin', limit: 21 }
    const error = await stage.ask({ kind: 'add', wish }).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(FormError)
    const problems = error instanceof FormError ? error.problems : []
    expect(problems.map(({ field }) => field)).toEqual(['topics', 'days', 'time', 'zone', 'limit'])
    expect(String(error)).toContain('Time zone: “Berlin” is not a time zone')
    expect(String(error)).toContain('did you mean Europe/Berlin?')
    expect(await stage.store.digests()).toEqual([])
  })

  test.each([
    ['0 0 8 * * *', 'cron', 'six fields'],
    ['0 8 30 2 *', 'cron', '30'],
    ['never', 'cron', 'five fields'],
  ])('refuses the cron expression %s', async (cron, field, words) => {
    const error = await stage.ask({ kind: 'add', wish: { cron } }).catch((reason: unknown) => reason)
    expect(error instanceof FormError && error.problems).toEqual([{ field, what: expect.stringContaining(words) }])
  })

  test('of a topic that may not be seen there is refused as if there were none', async () => {
    await stage.store.saveTopic({
      slug: 'varna',
      title: 'Varna',
      aliases: [],
      visibleTo: [{ platform: 'slack', channel: 'C9' }],
    })
    const error = await stage.ask({ kind: 'add', wish: { topics: ['varna'] } }).catch((reason: unknown) => reason)
    expect(String(error)).toContain('No topic is called “varna” here')
    expect(await stage.add({ topics: ['varna'] }, { place: { ...HERE, channel: 'C9' } })).toContain('\nVarna\n')
  })

  test('says where the desk cannot post, and saves nothing', async () => {
    const hindrance = 'I am not in this channel: /invite me.'
    expect(await stage.add(DAILY, { hindrance })).toBe(hindrance)
    expect(read(await stage.ask({ kind: 'form' }, { hindrance }))).toBe(hindrance)
    expect(await stage.store.digests()).toEqual([])
  })

  test('happens once, however often it is told, and not twice the same', async () => {
    await stage.add(DAILY, { event: 'slack:x' })
    expect(await stage.ask({ kind: 'add', wish: DAILY }, { event: 'slack:x' })).toBeUndefined()
    expect(await stage.add()).toBe(digestWording.twin(1))
    expect(await stage.store.digests()).toHaveLength(1)
  })

  test('in a direct message is for one person', async () => {
    const place = { platform: 'slack', workspace: 'T1', channel: 'D1' }
    await stage.add(DAILY, { place, asker: { user: 'U2', manages: true } })
    expect(await stage.list()).toContain(digestWording.none)
    await stage.tickAt('2026-11-24T08:00:00Z')
    expect(stage.platform.taken.map(({ target }) => target.channel)).toEqual(['D1', 'D1'])
  })
})

describe('who may', () => {
  test('set one up: whoever manages the channel, or everybody where that is the rule', async () => {
    expect(await stage.add(DAILY, { asker: MEMBER })).toContain('workspace admins and owners')
    expect(read(await stage.ask({ kind: 'form' }, { asker: MEMBER }))).toContain('workspace admins and owners')
    expect(await stage.store.digests()).toEqual([])
    stage.allow('members')
    expect(await stage.add(DAILY, { asker: MEMBER })).toContain('Set up.')
  })

  test('change one: whoever manages the channel, or set it up', async () => {
    stage.allow('members')
    await stage.add(DAILY, { asker: MEMBER })
    stage.allow('managers')
    const stranger = { asker: { user: 'U3', manages: false } }
    const before = await stage.store.digests()
    for (const kind of ['pause', 'resume', 'remove'] as const) {
      expect(read(await stage.to(kind, '1', stranger))).toContain('whoever set the digest up')
    }
    const wish = { limit: 1 }
    expect(read(await stage.ask({ kind: 'change', digest: '1', wish }, stranger))).toContain(
      'whoever set the digest up',
    )
    expect(await stage.to('now', '1', stranger)).toMatchObject({ kind: 'preview', mayPost: false })
    expect(await stage.store.digests()).toEqual(before)
    expect(read(await stage.to('pause', '1', { asker: MEMBER }))).toContain('Paused.')
    expect(read(await stage.to('resume', '1'))).toContain('It goes on.')
  })

  test('nobody changes from chat what stands in desk.yaml', async () => {
    stage.orders.digests = [sampleOrder({ cron: '0 6 1 * *' })]
    stage.orders.changed = true
    await stage.tickAt('2026-11-23T12:00:01Z')
    await stage.add()
    expect(await stage.list()).toMatch(/Digest 1: 0 6 1.*set up in desk.yaml.*Digest 2: every day.*set up here/su)
    for (const kind of ['pause', 'resume', 'remove'] as const) {
      expect(read(await stage.to(kind, '1'))).toBe(digestWording.inFile)
    }
    expect(read(await stage.ask({ kind: 'change', digest: '1', wish: { limit: 1 } }))).toBe(digestWording.inFile)
    expect(await stage.store.digests()).toHaveLength(2)
  })

  test('nobody reaches the digests of another channel', async () => {
    await stage.add()
    const id = (await stage.store.digests())[0]?.id ?? ''
    const place = { ...HERE, channel: 'C2' }
    expect(read(await stage.to('remove', id, { place }))).toBe(digestWording.none)
    await stage.add(DAILY, { place })
    expect(read(await stage.to('remove', id, { place }))).toBe(digestWording.unknown(id))
    expect(await stage.store.digests()).toHaveLength(2)
  })
})
