import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { wording } from '../../../src/core/wording.ts'
import { BRIEF_THIS } from '../../../src/platforms/slack/manifest.ts'
import type { FakeSlack } from '../../fakes/slack/fake-slack.ts'
import type { Message } from '../../fakes/slack/workspace.ts'
import { openRealDesk, type RealDesk } from './real-desk.ts'

const TEXT = [
  'The ferry to Burgas will not sail from 3 June to 5 June, because the quay of Varna is repaired.',
  'The harbour master said that tickets stay valid for a month.',
].join('\n\n')
const DAY = 24 * 60 * 60_000

let real: RealDesk
let slack: FakeSlack

beforeEach(async () => {
  real = await openRealDesk({ topics: [{ slug: 'varna', title: 'Varna', aliases: [] }] })
  slack = real.slack
  slack.addChannel({ id: 'C3', name: 'other', members: ['U1', 'U2'] })
  slack.addChannel({ id: 'D9', kind: 'im', botIsMember: false, members: ['U1', 'U2'] })
})

afterEach(async () => await real.stop())

/** The brief of a message, posted in its thread. */
async function briefThis(user = 'U1', text = TEXT, channel = 'C1') {
  const { message } = slack.say({ channel, user: 'U1', text })
  const { envelope } = await slack.shortcut({ callbackId: BRIEF_THIS, user, message })
  await slack.until(() => slack.thread(channel, message.ts).length > 1)
  const brief = slack.thread(channel, message.ts)[1]
  if (brief === undefined) throw new Error('nothing was posted')
  const target = { platform: 'slack', channel: brief.channel }
  await vi.waitFor(async () => expect(await real.desk.store.topicsOfThread(target, message.ts)).toHaveLength(1))
  return { message, brief, envelope }
}

const linesOf = (message: Message | undefined) => (message === undefined ? [] : slack.readable(message))

/** What only this person is told when they press a button. */
async function press(message: Message, user: string, name: { actionId?: string; label?: string }): Promise<string> {
  const { responses } = await slack.click({ message, user, ...name })
  await slack.until(() => responses.length > 0)
  return responses.flatMap((response) => linesOf(response)).join('\n')
}

async function ask(text: string, channel: string): Promise<string> {
  const { responses } = await slack.command({ command: '/ask', text, user: 'U1', channel })
  await slack.until(() => responses.length > 0)
  return linesOf(responses[0]).join('\n')
}

it('briefs a message in its thread, with its address as the source, once', async () => {
  const { message, brief, envelope } = await briefThis()
  slack.redeliver(envelope)
  await slack.until(() => envelope.acks.length === 2)
  await ask('Anything?', 'C1')
  expect(slack.thread('C1', message.ts)).toHaveLength(2)
  expect(linesOf(brief)).toContainEqual(expect.stringContaining('The ferry to Burgas will not sail'))
  expect(linesOf(brief)).toContain(wording.passageNote)
  const address = `https://fake-team.slack.com/archives/C1/p${message.ts.replace('.', '')}`
  expect(JSON.stringify(brief.blocks)).toContain(address)
  expect(await press(brief, 'U2', { actionId: 'sources' })).toContain('> The ferry to Burgas will not sail')
})

it('joins the thread of a message that stands in one', async () => {
  const { message: head } = slack.say({ channel: 'C1', user: 'U1', text: 'Look:' })
  const { message } = slack.say({ channel: 'C1', user: 'U2', text: TEXT, threadTs: head.ts })
  await slack.shortcut({ callbackId: BRIEF_THIS, user: 'U1', message })
  await slack.until(() => slack.thread('C1', head.ts).length > 2)
  expect(linesOf(slack.thread('C1', head.ts)[2])).toContainEqual(expect.stringContaining('will not sail'))
})

it('keeps it in its conversation: no list, no suggestion, no answer elsewhere', async () => {
  const { brief } = await briefThis()
  const { responses } = await slack.command({ command: '/brief', user: 'U1', channel: 'C1' })
  await slack.until(() => responses.length > 0)
  const [list] = responses
  if (list === undefined) throw new Error('no list')
  expect(linesOf(list).join('\n')).not.toContain('ferry')
  for (const typed of ['', 'message', 'ferry', 'passage']) {
    const offered = await slack.suggest({ message: list, actionId: 'topic-read', user: 'U1', typed })
    expect(offered.filter(({ value }) => value !== 'varna')).toEqual([])
  }
  for (const channel of ['C1', 'C3', slack.workspace.directMessage('U1').id]) {
    expect(await ask('When does the ferry to Burgas not sail?', channel)).not.toContain('will not sail')
  }
  slack.openHome('U1')
  await slack.until(() => slack.home('U1') !== undefined)
  expect(JSON.stringify(slack.home('U1')?.content)).not.toContain('ferry')
  // The button in a copy of the message, somewhere else.
  const copy = slack.workspace.store({ ...brief, channel: 'C3' })
  expect(await press(copy, 'U1', { actionId: 'sources' })).toBe(wording.briefGone)
})

it('answers what is asked in its thread, from it and nothing else', async () => {
  const { message } = await briefThis()
  const inThread = () => slack.thread('C1', message.ts)
  slack.say({ channel: 'C1', user: 'U2', text: 'When will the ferry to Burgas not sail?', threadTs: message.ts })
  await slack.until(() => inThread().length > 3)
  expect(linesOf(inThread()[3])[0]).toContain('will not sail from 3 June to 5 June')
  slack.say({ channel: 'C1', user: 'U2', text: `<@U0FAKEBOT1> Who freed the freighter?`, threadTs: message.ts })
  await slack.until(() => inThread().length > 5)
  expect(linesOf(inThread()[5])[0]).toBe(wording.notInDocuments)
  expect(linesOf(inThread()[5]).join('\n')).not.toContain('Pilots')
})

it('answers from it no more once it is forgotten, and keeps nothing of what it answered', async () => {
  const { message } = await briefThis()
  const inThread = () => slack.thread('C1', message.ts)
  slack.say({ channel: 'C1', user: 'U2', text: `<@U0FAKEBOT1> How long do tickets stay valid?`, threadTs: message.ts })
  await slack.until(() => inThread().length > 3)
  await real.desk.tick()
  const kept = async () => JSON.stringify(await real.desk.store.deliveries({ limit: 100 }))
  expect(await kept()).toContain('tickets stay valid')
  real.now += 30 * DAY + 60_000
  await real.desk.tick()
  expect(await kept()).not.toContain('tickets stay valid for a month')
  slack.say({ channel: 'C1', user: 'U2', text: `<@U0FAKEBOT1> How long do tickets stay valid?`, threadTs: message.ts })
  await slack.until(() => inThread().length > 5)
  expect(linesOf(inThread()[5])[0]).toBe(wording.notInDocuments)
})

it('forgets it after thirty days', async () => {
  const { brief } = await briefThis()
  real.now += 30 * DAY + 60_000
  await real.desk.tick()
  expect(await press(brief, 'U1', { actionId: 'sources' })).toBe(wording.briefGone)
  expect(await press(brief, 'U2', { label: 'File under Varna' }).catch(() => wording.briefGone)).toBe(wording.briefGone)
})

it('is filed under a topic by an admin, and by nobody else', async () => {
  const { brief } = await briefThis('U2')
  expect(linesOf(brief).at(-1)).toContain('[File under Varna]')
  expect(await press(brief, 'U1', { label: 'File under Varna' })).toBe(wording.mayNotFile)
  expect(await ask('When does the ferry to Burgas not sail?', 'C3')).not.toContain('will not sail')
  expect(await press(brief, 'U2', { label: 'File under Varna' })).toBe(wording.filed('Varna'))
  expect(await ask('When does the ferry to Burgas not sail?', 'C3')).toContain('will not sail')
})

it('offers to file it to admins alone, also in their direct messages', async () => {
  const { brief } = await briefThis('U1')
  expect(linesOf(brief).join('\n')).not.toContain('File under')
  const own = await briefThis('U1', TEXT, slack.workspace.directMessage('U1').id)
  expect(linesOf(own.brief).join('\n')).not.toContain('File under')
})

it('gives it to the asker alone where it may not post, with how to invite it', async () => {
  slack.workspace.store({ channel: 'C2', user: 'U1', text: TEXT, broadcast: false, sentWith: {} })
  const [message] = slack.messages('C2')
  if (message === undefined) throw new Error('no message')
  const { responses } = await slack.shortcut({ callbackId: BRIEF_THIS, user: 'U1', message })
  await slack.until(() => responses.length > 0)
  expect(linesOf(responses[0])[0]).toContain('/invite @fakebot')
  expect(linesOf(responses[0])).toContainEqual(expect.stringContaining('will not sail'))
})

it('works in a conversation of two others, which it cannot see', async () => {
  const message = slack.workspace.store({ channel: 'D9', user: 'U2', text: TEXT, broadcast: false, sentWith: {} })
  const { responses } = await slack.shortcut({ callbackId: BRIEF_THIS, user: 'U1', message })
  await slack.until(() => responses.length > 0)
  expect(linesOf(responses[0])[0]).toBe(wording.onlyYouHere)
})

it('says so where there is nothing to brief', async () => {
  const { message } = slack.say({ channel: 'C1', user: 'U1', text: ':tada:' })
  const { responses } = await slack.shortcut({ callbackId: BRIEF_THIS, user: 'U1', message })
  await slack.until(() => responses.length > 0)
  expect(linesOf(responses[0])).toEqual([wording.nothingToBrief])
})

it('calls people by their names', async () => {
  const { brief } = await briefThis(
    'U1',
    '<@U2> said on Monday that the quay of Varna is repaired, as @UNKNOWN had it.',
  )
  expect(linesOf(brief).join('\n')).toContain('@olga said on Monday')
  expect(linesOf(brief).join('\n')).toContain('as @UNKNOWN had it')
})

it('mentions nobody, whatever the message says', async () => {
  const { brief } = await briefThis('U1', `<!channel> <@U2> said *this*: ${TEXT}`)
  expect(slack.mentions(brief)).toEqual([])
})
