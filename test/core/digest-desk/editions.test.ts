import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { digestWording } from '../../../src/core/digest-wording.ts'
import { AmbiguousError, ClosedError, GoneError, LaterError } from '../../../src/core/errors.ts'
import { FERRY } from '../running-desk/stage.ts'
import { type Asking, type DigestStage, HERE, MANAGER, MEMBER, openDigestStage, read } from './stage.ts'

let stage: DigestStage

beforeEach(async () => {
  stage = await openDigestStage()
})

afterEach(() => stage.store.close())

describe('now', () => {
  async function previewed(asking: Asking = {}) {
    const reply = await stage.to('now', '', asking)
    if (reply?.kind !== 'preview') throw new Error(read(reply))
    return reply
  }
  const post = async (preview: { digest: string; edition: { slot: string } }, asking: Asking = {}) =>
    await stage.app.desk.act({
      name: 'post',
      value: `${preview.digest} ${preview.edition.slot}`,
      channel: 'C1',
      message: 'm1',
      asker: MANAGER,
      place: HERE,
      event: stage.nextEvent(),
      ...asking,
    })

  beforeEach(async () => {
    await stage.add()
  })

  test('shows what is new and changes nothing; then it goes to the channel, once, and the slot has nothing new', async () => {
    const preview = await previewed()
    expect(preview).toMatchObject({ mayPost: true, edition: { items: [{ topic: 'varna', update: false }] } })
    expect(stage.platform.taken).toEqual([])
    expect(await previewed()).toMatchObject({ edition: { items: [{ topic: 'varna' }] } })
    expect(read(await post(preview))).toBe(digestWording.posted)
    await stage.app.settled()
    expect(stage.kinds()).toEqual(['edition', 'brief'])
    expect(read(await post(preview))).toBe(digestWording.nothingToPost)
    expect(await previewed()).toMatchObject({ mayPost: false, edition: { items: [] } })
    await stage.tickAt('2026-11-24T08:00:00Z')
    expect(stage.kinds()).toEqual(['edition', 'brief'])
    expect((await stage.store.digests())[0]?.nextRunAt).toBe('2026-11-25T08:00:00.000Z')
  })

  test('is posted by those who may change it, while it is fresh, where the desk can post', async () => {
    const preview = await previewed()
    expect(read(await post(preview, { asker: MEMBER }))).toContain('whoever set the digest up')
    expect(read(await post(preview, { hindrance: 'invite me' }))).toBe('invite me')
    expect(read(await post(preview, { place: { ...HERE, channel: 'C2' } }))).toContain('There is no digest')
    await stage.to('pause')
    expect(read(await post(preview))).toBe(digestWording.resumeFirst)
    await stage.to('resume')
    stage.now = new Date('2026-11-23T12:09:00Z')
    expect(read(await post(preview))).toBe(digestWording.stale)
    await stage.app.settled()
    expect(stage.platform.taken).toEqual([])
  })
})

describe('why', () => {
  const why = async () => read(await stage.to('why'))

  test('before the first slot', async () => {
    await stage.add()
    expect(await why()).toContain(`${digestWording.noSlotYet}\nNext: Tuesday, 24 November 2026 at 08:00`)
  })

  test('posted, nothing new, late, and too old', async () => {
    await stage.add()
    await stage.tickAt('2026-11-24T08:00:00Z')
    await stage.tickAt('2026-11-25T08:00:00Z')
    stage.source.put('varna/ferry.md', FERRY)
    await stage.tickAt('2026-11-29T09:00:00Z')
    const [, newest, ...older] = (await why()).split('\n')
    expect(newest).toBe('Sunday, 29 November 2026 at 08:00')
    expect(older).toEqual([
      'Posted at 09:00:00, with 1 brief.',
      '3 earlier slots were left out, missed by more than a day.',
      'Wednesday, 25 November 2026 at 08:00',
      'Nothing new, so nothing was posted.',
      'Tuesday, 24 November 2026 at 08:00',
      'Posted at 08:00:00, with 1 brief.',
      'Next: Monday, 30 November 2026 at 08:00 (UTC)',
    ])
  })

  test('slots that an edition covers, and one that came to nothing for its age', async () => {
    await stage.add({ cron: '0 */6 * * *', zone: 'UTC' })
    await stage.tickAt('2026-11-24T12:00:00Z')
    expect(await why()).toContain('Late: it covers 3 earlier slots, missed while the desk was down.')
    await stage.to('remove')
    stage.now = new Date('2026-11-24T12:30:00Z')
    await stage.add({ days: ['wed'], time: '08:00', zone: 'UTC' })
    await stage.tickAt('2026-11-26T12:00:00Z')
    expect(await why()).toContain('Too old: the desk was down')
  })

  test('waiting with until when and why; then unsure or failed', async () => {
    await stage.add()
    stage.platform.faults.push({ error: new LaterError('Slack asks to wait 300 s', 300_000) })
    await stage.tickAt('2026-11-24T08:00:00Z')
    expect(await why()).toContain('Waiting until 08:05:00, after 1 try: Slack asks to wait 300 s')
    stage.platform.faults.push({ error: new AmbiguousError('timed out') })
    stage.platform.failFinds(new ClosedError('no access to the history'))
    for (let hour = 9; hour < 24; hour++) await stage.tickAt(`2026-11-24T${String(hour).padStart(2, '0')}:00:00Z`)
    expect(await why()).toContain(
      'Unsure: it cannot be told whether it was posted, so it is not posted again. no access',
    )
    stage.source.put('varna/ferry.md', FERRY)
    stage.platform.faults.push({ error: new GoneError('the channel is archived') })
    await stage.tickAt('2026-11-25T08:00:00Z')
    expect(await why()).toMatch(
      /Failed, and is not tried again: the channel is archived.*Paused: the channel is archived$/su,
    )
  })

  test('briefs that did not follow into the thread', async () => {
    await stage.add()
    const post = stage.platform.post
    let posts = 0
    stage.platform.post = async (...given) => {
      posts += 1
      if (posts > 1) throw new LaterError('slow down', 3_600_000)
      return await post(...given)
    }
    await stage.tickAt('2026-11-24T08:00:00Z')
    expect(await why()).toContain('Posted at 08:00:00, with 1 brief.\n1 brief still to come in its thread.')
  })
})
