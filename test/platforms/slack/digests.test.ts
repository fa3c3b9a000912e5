import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { digestWording } from '../../../src/core/digest-wording.ts'
import { SCOPES } from '../../../src/platforms/slack/manifest.ts'
import { createSlack } from '../../../src/platforms/slack/platform.ts'
import { type FakeSlack, type FakeSlackOptions, startFakeSlack } from '../../fakes/slack/fake-slack.ts'
import { objectOf, objectsOf } from '../../fakes/slack/json.ts'
import type { View } from '../../fakes/slack/views.ts'
import { type DeskOnPlatform, HOSTILE, openDeskOn } from '../running-desk.ts'
import { createKeptLog, type KeptLog } from './stage.ts'

let now: number
let slack: FakeSlack
let desk: DeskOnPlatform
let log: KeptLog

beforeEach(async () => {
  now = Date.parse('2026-11-23T12:00:00Z')
  await open()
})

afterEach(async () => {
  await desk.stop()
  await slack.stop()
})

/** Ada (U1) manages nothing, Olga (U2) is an owner of the workspace, Cy (U3) made the channel C1. */
async function open(options: FakeSlackOptions = {}): Promise<void> {
  slack = await startFakeSlack({ now: () => now, scopes: SCOPES.map(({ scope }) => scope), ...options })
  slack.addUser({ id: 'U1', name: 'ada', tz: 'Asia/Kolkata' })
  slack.addUser({ id: 'U2', name: 'olga', isOwner: true, tz: 'Europe/Berlin' })
  slack.addUser({ id: 'U3', name: 'cy' })
  slack.addChannel({ id: 'C1', name: 'news', creator: 'U3', members: ['U1', 'U2', 'U3'] })
  slack.addChannel({ id: 'C2', name: 'far', botIsMember: false, members: ['U2'] })
  slack.addChannel({ id: 'C3', name: 'hidden', kind: 'private', botIsMember: false, members: ['U2'] })
  log = createKeptLog()
  const { botToken, appToken, apiUrl } = slack
  const platform = createSlack({
    botToken,
    transport: { kind: 'socket', appToken },
    apiUrl,
    log,
    now: () => new Date(now),
  })
  const topics = [{ slug: 'varna', title: HOSTILE, aliases: ['harbour'] }]
  desk = await openDeskOn(platform, () => now, topics)
}

const type = (text: string, user = 'U2', channel = 'C1') => slack.command({ command: '/digest', text, user, channel })

/** What `/digest` with words answers to whoever typed it. */
async function ask(text: string, user = 'U2', channel = 'C1'): Promise<string> {
  const { responses } = await type(text, user, channel)
  const isAnswer = (response: (typeof responses)[number]) => !slack.readable(response).join().startsWith('Reading ')
  await slack.until(() => responses.some(isAnswer))
  const answer = responses.find(isAnswer)
  if (answer === undefined) throw new Error('there was no answer')
  expect(slack.mentions(answer)).toEqual([])
  return slack.readable(answer).join('\n')
}

/** The form that `/digest` opens, once it is filled in. */
async function openForm(user = 'U2', channel = 'C1', text = ''): Promise<View> {
  for (const view of slack.modals(user)) await slack.close(view)
  await type(text, user, channel)
  await slack.until(() => slack.modals(user).some((view) => wordsIn(view) !== digestWording.formLooks))
  const [view] = slack.modals(user)
  if (view === undefined) throw new Error('no form is open')
  return view
}

/** The plain words of a view that has no form. */
function wordsIn(view: View): string {
  const words = JSON.stringify(view.content.blocks).matchAll(/"text":"((?:[^"\\]|\\.)*)"/gu)
  return [...words]
    .map(([, text = '']) => text.replaceAll('\\n', '\n').trim())
    .filter((text) => text !== '')
    .join('\n')
}

async function setUp(values: Record<string, string | readonly string[]> = {}, user = 'U2', channel = 'C1') {
  return await slack.submit({ view: await openForm(user, channel), values })
}

const everyDay = { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], zone: 'UTC' }

describe('the form', () => {
  it('is there at once, then holds the usual, in the person’s own zone', async () => {
    const { triggerId } = await type('')
    await slack.until(() => slack.modals('U2').length > 0)
    expect(slack.calls('views.open')[0]?.args.text('trigger_id')).toBe(triggerId)
    await slack.until(() => slack.calls('views.update').length > 0)
    const order = slack.calls().map(({ method }) => method)
    expect(order.indexOf('views.open')).toBeLessThan(order.indexOf('users.info'))
    const [view] = slack.modals('U2')
    expect(view?.values).toMatchObject({
      topics: { 'digest-topics': { selected_options: [] } },
      days: { value: { selected_options: ['mon', 'tue', 'wed', 'thu', 'fri'].map((value) => ({ value })) } },
      time: { value: { selected_time: '08:00' } },
      zone: { 'digest-zones': { selected_option: { value: 'Europe/Berlin' } } },
      limit: { value: { value: '8' } },
      whenEmpty: { value: { selected_option: { value: 'quiet' } } },
      cron: { value: { value: null } },
    })
  })

  it('sets up a digest, which is confirmed, listed, and comes', async () => {
    const { errors, isLate } = await setUp({ ...everyDay, topics: ['varna'], time: '09:30', limit: '3' })
    expect([errors, isLate]).toEqual([{}, false])
    const [view] = slack.modals('U2')
    expect(view === undefined ? '' : wordsIn(view)).toContain('Set up. This is digest 1 of this channel.')
    const [digest] = await desk.store.digests()
    expect(digest).toMatchObject({
      topics: ['varna'],
      cron: '30 9 * * *',
      limit: 3,
      author: 'U2',
      workspace: 'T0FAKETEAM',
    })
    const listed = await ask('list', 'U1')
    expect(listed).toContain('Digest 1: every day at 09:30 (UTC)')
    expect(listed).toContain('set up here')

    now = Date.parse('2026-11-24T09:30:00Z')
    await desk.tick()
    const messages = slack.messages('C1')
    expect(messages.map(({ threadTs }) => threadTs)).toEqual([undefined, messages[0]?.ts])
    expect(messages.flatMap((message) => slack.mentions(message))).toEqual([])
  })

  it('suggests topics and zones', async () => {
    const view = await openForm()
    const offer = async (actionId: string, typed: string) =>
      (await slack.suggest({ view, actionId, user: 'U2', typed })).map(({ value }) => value)
    expect(await offer('digest-topics', '')).toEqual(['everything', 'varna'])
    expect(await offer('digest-topics', 'harb')).toEqual(['varna'])
    expect((await offer('digest-zones', 'kolk'))[0]).toBe('Asia/Kolkata')
  })

  it('says at the field what is wrong, and is saved once that is mended', async () => {
    const view = await openForm()
    const wrong = { days: [], zone: 'Mars/Olympus', limit: '21', cron: '0 0 8 * * *' }
    const { errors } = await slack.submit({ view, values: wrong })
    expect(errors).toEqual({
      cron: expect.stringContaining('six fields'),
      zone: expect.stringContaining('not a time zone'),
      limit: 'at most 20',
    })
    expect((await slack.submit({ view, values: { cron: '', zone: 'UTC', limit: '2' } })).errors).toEqual({
      days: digestWording.noDay,
    })
    expect(await desk.store.digests()).toEqual([])
    expect((await slack.submit({ view, values: everyDay })).errors).toEqual({})
    expect(await desk.store.digests()).toMatchObject([{ limit: 2, cron: '0 8 * * *' }])
  })

  it('takes a topic that is hidden from the channel for none', async () => {
    const { errors } = await setUp({ topics: ['atlantis', 'varna'] })
    expect(errors).toEqual({ topics: expect.stringContaining('“atlantis”') })
  })

  it('changes a digest: it holds what stands, and keeps what is left', async () => {
    await setUp({ ...everyDay, topics: ['varna'] })
    const view = await openForm('U2', 'C1', 'change 1')
    expect(view.values.topics?.['digest-topics']).toMatchObject({ selected_options: [{ value: 'varna' }] })
    expect(view.values.zone?.['digest-zones']).toMatchObject({ selected_option: { value: 'UTC' } })
    await slack.submit({ view, values: { time: '17:00', whenEmpty: 'note' } })
    expect(await desk.store.digests()).toMatchObject([
      { topics: ['varna'], cron: '0 17 * * *', zone: 'UTC', whenEmpty: 'note' },
    ])
  })

  it('of a schedule that is no weekly one holds the expression', async () => {
    await setUp({ cron: '0 8 1 * *', zone: 'UTC' })
    const view = await openForm('U2', 'C1', 'change')
    expect(view.values).toMatchObject({
      cron: { value: { value: '0 8 1 * *' } },
      days: { value: { selected_options: [] } },
    })
    expect((await slack.submit({ view, values: { limit: '1' } })).errors).toEqual({})
    expect(await desk.store.digests()).toMatchObject([{ cron: '0 8 1 * *', limit: 1 }])
  })

  it('opens once, however often the command is delivered', async () => {
    const { envelope } = await type('')
    for (let times = 0; times < 3; times += 1) slack.socket.redeliver(envelope)
    await slack.until(() => envelope.acks.length === 4 && slack.calls('views.open').length === 4)
    await slack.until(() => slack.calls('views.update').length === 1)
    expect(slack.modals('U2')).toHaveLength(1)
    expect(slack.ephemerals('U2')).toEqual([])
  })

  it('that could not be opened is said', async () => {
    slack.fault({ method: 'views.open', kind: 'error', error: 'expired_trigger_id' })
    expect(await ask('')).toContain('That did not work.')
  })

  it('offers the desk’s zone where Slack does not tell the person’s', async () => {
    slack.fault({ method: 'users.info', kind: 'error', error: 'missing_scope' })
    const view = await openForm('U3')
    expect(view.values.zone?.['digest-zones']).toMatchObject({ selected_option: { value: 'UTC' } })
  })
})

describe('who may', () => {
  it.each([
    ['an owner', 'U2'],
    ['whoever created the channel', 'U3'],
  ])('set one up: %s', async (_who, user) => {
    expect((await setUp(everyDay, user)).errors).toEqual({})
    expect(await desk.store.digests()).toHaveLength(1)
  })

  it('not set one up: anybody else, and an admin of another workspace', async () => {
    const stranger = slack.addUser({ id: 'U4', name: 'eve', isAdmin: true })
    slack.workspace.users.set('U4', { ...stranger, teamId: 'T0OTHER' })
    for (const user of ['U1', 'U4']) {
      expect(wordsIn(await openForm(user))).toContain('workspace admins and owners')
    }
    expect(await desk.store.digests()).toEqual([])
  })

  it('change one: not just anybody, who may look at it all the same', async () => {
    await setUp(everyDay)
    for (const deed of ['pause', 'resume', 'remove']) {
      expect(await ask(`${deed} 1`, 'U1')).toContain('whoever set the digest up')
    }
    expect(wordsIn(await openForm('U1', 'C1', 'change 1'))).toContain('whoever set the digest up')
    expect(await ask('now', 'U1')).not.toContain(digestWording.post)
    expect(await ask('why', 'U1')).toContain(digestWording.noSlotYet)
    expect((await desk.store.digests())[0]?.paused).toBeUndefined()
  })
})

describe('where', () => {
  it.each(['C2', 'C3'])('not in a channel that it is not in: it says how to invite it (%s)', async (channel) => {
    expect(wordsIn(await openForm('U2', channel))).toContain('/invite @fakebot')
    expect(await desk.store.digests()).toEqual([])
  })

  it('not once it was thrown out while the form was open', async () => {
    const view = await openForm()
    const channel = slack.workspace.channels.get('C1')
    if (channel !== undefined) channel.botIsMember = false
    await slack.submit({ view, values: everyDay })
    expect(slack.modals('U2').map(wordsIn).join()).toContain('/invite @fakebot')
    expect(await desk.store.digests()).toEqual([])
  })

  it('in a direct message with it, by anybody', async () => {
    const { id } = slack.workspace.directMessage('U1')
    await setUp(everyDay, 'U1', id)
    expect(await desk.store.digests()).toMatchObject([{ target: { channel: id }, author: 'U1' }])
    now = Date.parse('2026-11-24T08:00:00Z')
    await desk.tick()
    expect(slack.messages(id)).toHaveLength(2)
  })

  it('not in the direct messages of others', async () => {
    slack.addChannel({ id: 'D9', kind: 'im', botIsMember: false, members: ['U1', 'U2'] })
    expect(wordsIn(await openForm('U1', 'D9'))).toContain(digestWording.foreignChannel)
    expect(await desk.store.digests()).toEqual([])
  })

  it('says so where a scope is missing', async () => {
    slack.fault({ method: 'conversations.info', kind: 'error', error: 'missing_scope' })
    expect(wordsIn(await openForm())).toContain('attache doctor')
  })
})

describe('keeping', () => {
  beforeEach(async () => {
    await setUp(everyDay)
  })

  it('pauses, resumes and removes', async () => {
    expect(await ask('pause')).toContain('Paused: by hand on 23 November 2026')
    now = Date.parse('2026-11-24T08:00:00Z')
    await desk.tick()
    expect(slack.messages('C1')).toEqual([])
    expect(await ask('Resume 1')).toContain('Next: Wednesday, 25 November 2026 at 08:00')
    expect(await ask('remove 1')).toContain('Removed.')
    expect(await ask('list')).toBe(`${digestWording.none} ${digestWording.howToAdd('slack')}`)
  })

  it('shows what would come now, posts it when that is wished, and tells of it', async () => {
    expect(await ask('now')).toContain(digestWording.preview)
    expect(slack.messages('C1')).toEqual([])
    const [preview] = slack.ephemerals('U2')
    if (preview === undefined) throw new Error('there is no preview')
    expect(slack.mentions(preview)).toEqual([])
    const presses = [1, 2].map(() => slack.click({ message: preview, user: 'U2', actionId: 'post' }))
    const [pressed] = await Promise.all(presses)
    await slack.until(() => (pressed?.responses.length ?? 0) > 0)
    await desk.tick()
    expect(slack.messages('C1')).toHaveLength(2)
    expect(await ask('why')).toContain('Posted at 12:00:00, with 1 brief.')
    expect(await ask('now')).toContain('Nothing new.')
    now = Date.parse('2026-11-24T08:00:00Z')
    await desk.tick()
    expect(slack.messages('C1')).toHaveLength(2)
    expect(await ask('why')).toContain('Nothing new, so nothing was posted.')
  })

  it('says what there is to type to whoever types something else', async () => {
    for (const text of ['help', 'pause 1 2', 'list 3', '<!channel>']) {
      expect(await ask(text)).toBe(digestWording.slackUsage)
    }
  })

  it('logs no mistake of people’s as a fault', async () => {
    await ask('pause 7')
    await slack.submit({ view: await openForm(), values: { cron: 'x' } })
    expect(log.lines.filter((line) => line.startsWith('error'))).toEqual([])
  })
})

describe('what stands in the form', () => {
  it('is plain text, whatever a topic is called', async () => {
    await setUp({ ...everyDay, topics: ['varna'] })
    const view = await openForm('U2', 'C1', 'change 1')
    const texts = JSON.stringify(view.content.blocks)
    expect(texts).not.toContain('mrkdwn')
    const [topics] = objectsOf(view.content.blocks)
    const [option] = objectsOf(objectOf(topics?.element).initial_options)
    expect(objectOf(option?.text)).toMatchObject({ type: 'plain_text', emoji: false })
  })
})

describe('/digest feed', () => {
  const FEED = 'https://wire.example/feed.xml'

  it('adds a feed for a topic, lists and removes it', async () => {
    const said = await ask(`feed add <${FEED}|wire.example> harbour`)
    expect(said).toContain(`from now on: ${FEED}`)
    expect(await desk.store.addedFeeds()).toMatchObject([
      { address: FEED, topic: 'varna', by: 'U2', place: { platform: 'slack', workspace: 'T0FAKETEAM', channel: 'C1' } },
    ])
    expect(await ask(`feed add ${FEED} varna`)).toContain('already')
    const listed = await ask('feed list', 'U3')
    expect(listed).toContain(`1. ${FEED}`)
    expect(listed).toContain('Not looked at yet.')
    expect(await ask('feed remove 1')).toContain('Removed for')
    expect(await ask('feeds')).toContain('No feed was added here yet.')
    expect(await ask('feed list 2')).toContain('No feed was added here yet.')
  })

  it('says that it looks, since it may take a while', async () => {
    const { responses } = await type(`feed add ${FEED} varna`)
    await slack.until(() => responses.length > 1)
    expect(responses.map((response) => slack.readable(response).join('\n'))).toEqual([
      'Reading wire.example …',
      expect.stringContaining(`from now on: ${FEED}`),
    ])
  })

  it('says what it needs', async () => {
    expect(await ask('feed add')).toContain('Give the address of the feed')
    expect(await ask('feed add http://127.0.0.1/ varna')).toContain('not found on the public internet')
    expect(await ask(`feed add ${FEED}`)).toContain('Say too which topic')
    expect(await ask(`feed add ${FEED} <!channel> & co`)).toContain('No topic is called “@channel & co” here')
    expect(await ask('feed drop')).toBe(digestWording.slackUsage)
    expect(await ask('feed list all')).toBe(digestWording.slackUsage)
    expect(await desk.store.addedFeeds()).toEqual([])
  })

  it('is for those who manage the channel: in direct messages too, since others see what a feed brings', async () => {
    expect(await ask(`feed add ${FEED} varna`, 'U1')).toContain('workspace admins and owners')
    const direct = slack.workspace.directMessage('U1').id
    expect(await ask(`feed add ${FEED} varna`, 'U1', direct)).toContain('workspace admins and owners')
    expect(await desk.store.addedFeeds()).toEqual([])
  })
})
