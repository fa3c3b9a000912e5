import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { wording } from '../../../src/core/wording.ts'
import { topicOptions } from '../../../src/platforms/slack/topic-menus.ts'
import type { FakeSlack } from '../../fakes/slack/fake-slack.ts'
import type { Ephemeral, Message } from '../../fakes/slack/workspace.ts'
import { HOSTILE } from '../running-desk.ts'
import { openRealDesk, type RealDesk } from './real-desk.ts'

let real: RealDesk
let slack: FakeSlack

beforeEach(async () => {
  const secret = { slug: 'secret', title: 'Secret', aliases: [], visibleTo: [{ platform: 'slack', channel: 'C9' }] }
  real = await openRealDesk({ topics: [{ slug: 'varna', title: HOSTILE, aliases: ['harbour'] }, secret] })
  slack = real.slack
  real.desk.source.put('secret/a.md', 'The secret harbour of Burgas was closed on 4 May 2024 for three days.')
  await real.desk.tick()
})

afterEach(async () => await real.stop())

/** What `/brief` alone shows to whoever typed it. */
async function list(channel = 'C1'): Promise<Message | Ephemeral> {
  const { responses } = await slack.command({ command: '/brief', user: 'U1', channel })
  await slack.until(() => responses.length > 0)
  const [shown] = responses
  if (shown === undefined) throw new Error('nothing was shown')
  return shown
}

const linesOf = (message: Message | undefined) => (message === undefined ? [] : slack.readable(message))
const BRIEF = expect.stringContaining('The harbour of Varna was closed on 3 May 2024')

it('offers what there is to see before anything is typed, and what fits what is typed', async () => {
  const message = await list()
  expect(linesOf(message).at(-1)).toBe(`[${wording.postTopic}] [${wording.readTopic}]`)
  for (const actionId of ['topic-post', 'topic-read']) {
    const offered = async (typed: string) =>
      (await slack.suggest({ message, actionId, user: 'U1', typed })).map(({ value }) => value)
    expect(await offered('')).toEqual(['varna'])
    expect(await offered('harb')).toEqual(['varna'])
    expect(await offered('secr')).toEqual([])
  }
})

it('posts the brief of a chosen topic for everybody, once, and knows its thread', async () => {
  const message = await list()
  const { envelope } = await slack.click({ message, user: 'U1', actionId: 'topic-post', choose: 'varna' })
  slack.redeliver(envelope)
  await slack.until(() => envelope.acks.length === 2 && slack.messages('C1').length > 0)
  const [posted] = slack.messages('C1')
  expect(linesOf(posted)).toContainEqual(BRIEF)
  expect(posted === undefined ? [] : slack.mentions(posted)).toEqual([])
  const target = { platform: 'slack', channel: 'C1' }
  await vi.waitFor(async () =>
    expect(await real.desk.store.topicsOfThread(target, posted?.ts ?? '')).toEqual(['varna']),
  )
  slack.say({ channel: 'C1', user: 'U1', text: 'Why was the harbour closed?', threadTs: posted?.ts ?? '' })
  await slack.until(() => slack.messages('C1').length === 3)
  expect(linesOf(slack.messages('C1')[2])).toContainEqual(expect.stringContaining('a freighter ran aground'))
})

it('shows it to whoever chose to read it for themselves', async () => {
  const message = await list()
  const { responses } = await slack.click({ message, user: 'U1', actionId: 'topic-read', choose: 'varna' })
  await slack.until(() => responses.length > 0)
  expect(linesOf(responses[0])).toContainEqual(BRIEF)
  expect(slack.messages('C1')).toEqual([])
})

it('shows it to whoever chose where it may not be posted, with how to invite it', async () => {
  const message = await list('C2')
  const { responses } = await slack.click({ message, user: 'U1', actionId: 'topic-post', choose: 'varna' })
  await slack.until(() => responses.length > 0)
  expect(linesOf(responses[0])[0]).toContain('/invite @fakebot')
  expect(linesOf(responses[0])).toContainEqual(BRIEF)
})

it('takes the beginning of a slug that is too long for a choice', async () => {
  const words = Array.from({ length: 40 }, (_, index) => `w${index}`)
  const slug = words.join('-').slice(0, 80)
  real.desk.source.put(`${slug}/a.md`, 'The bridge of Ruse was opened on 5 May 2024 after two years.')
  await real.desk.tick()
  const [option] = topicOptions([{ slug, title: 'x'.repeat(200) }])
  expect(option?.value).toHaveLength(75)
  expect(option?.text.text.length).toBeLessThanOrEqual(75)
  const message = await list()
  const offered = await slack.suggest({ message, actionId: 'topic-read', user: 'U1', typed: 'w0' })
  const { responses } = await slack.click({
    message,
    user: 'U1',
    actionId: 'topic-read',
    choose: String(offered[0]?.value),
  })
  await slack.until(() => responses.length > 0)
  expect(linesOf(responses[0])).toContainEqual(expect.stringContaining('The bridge of Ruse'))
})

it('asks one topic where its slug stands before the question, and takes any other colon for a part of it', async () => {
  const ask = async (text: string) => {
    const { responses } = await slack.command({ command: '/ask', text, user: 'U1', channel: 'C1' })
    await slack.until(() => responses.length > 0)
    return linesOf(responses[0]).join('\n')
  }
  expect(await ask('varna: Why was the harbour closed?')).toContain('a freighter ran aground')
  expect(await ask('Varna : Why was the harbour closed?')).toContain('a freighter ran aground')
  expect(await ask('secret: Why was the harbour closed?')).toContain('a freighter ran aground')
  expect(await ask('Question: why was the harbour of Varna closed?')).toContain('a freighter ran aground')
})

const BOT = '<@U0FAKEBOT1>'

it.each([
  ['a topic', 'varna', BRIEF],
  ['a topic behind a verb', 'brief harbour', BRIEF],
  ['a question', 'Why was the harbour of Varna closed?', expect.stringContaining('a freighter ran aground')],
  ['a question behind a verb', 'ask why was the harbour of Varna closed', expect.stringContaining('ran aground')],
  ['digest', 'digest every morning', expect.stringContaining('type /digest in the channel')],
  ['nothing', '', expect.stringContaining('/brief india-belarus private')],
  ['help', 'help', expect.stringContaining('/ask')],
  ['brief alone', 'brief', expect.stringContaining(`[${wording.postTopic}]`)],
])('answers a mention in the thread of its message: %s', async (_what, text, said) => {
  const { message } = slack.say({ channel: 'C1', user: 'U1', text: `${BOT} ${text}`.trim() })
  await slack.until(() => slack.messages('C1').length > 1)
  const answer = slack.messages('C1')[1]
  expect(answer?.threadTs).toBe(message.ts)
  expect(linesOf(answer)).toContainEqual(said)
})

it('answers a mention in a thread there, where commands cannot be typed', async () => {
  const { message } = slack.say({ channel: 'C1', user: 'U1', text: 'Has anybody heard of Varna?' })
  slack.say({ channel: 'C1', user: 'U1', text: `${BOT} varna`, threadTs: message.ts })
  await slack.until(() => slack.messages('C1').length > 2)
  expect(slack.messages('C1')[2]?.threadTs).toBe(message.ts)
  expect(linesOf(slack.messages('C1')[2])).toContainEqual(BRIEF)
})

it('answers a direct message in line, and in its thread where somebody made one', async () => {
  const { id } = slack.workspace.directMessage('U1')
  const { message } = slack.say({ channel: id, user: 'U1', text: 'harbour' })
  await slack.until(() => slack.messages(id).length > 1)
  const [, answer] = slack.messages(id)
  expect(answer?.threadTs).toBeUndefined()
  expect(linesOf(answer)).toContainEqual(BRIEF)
  slack.say({ channel: id, user: 'U1', text: 'When was it?', threadTs: answer?.ts ?? message.ts })
  await slack.until(() => slack.messages(id).length > 3)
  expect(slack.messages(id)[3]?.threadTs).toBe(answer?.ts)
})
