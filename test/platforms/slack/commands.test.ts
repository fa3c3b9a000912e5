import { afterEach, beforeEach, expect, it } from 'vitest'
import { InputError } from '../../../src/core/errors.ts'
import { answer, briefReply } from '../../contracts/platform-samples.ts'
import { openStage, type Stage } from './stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
  await stage.platform.start(stage.desk)
})
afterEach(async () => await stage.end())

const type = (command: string, text = '', channel = 'C1') => stage.slack.command({ command, text, user: 'U1', channel })
const seenByAda = () => stage.slack.ephemerals('U1').map((message) => stage.slack.readable(message).join('\n'))
const untilAdaSees = (count: number) => stage.slack.until(() => stage.slack.ephemerals('U1').length >= count)

it('posts a brief for everybody, and tells the desk where its thread is', async () => {
  const { slack, desk } = stage
  desk.reply = briefReply()
  const { triggerId } = await type('/brief', 'india &amp; belarus')
  await slack.until(() => desk.shown.length > 0)
  const [message] = slack.messages('C1')
  expect(desk.commands).toEqual([
    {
      name: 'brief',
      topic: 'india & belarus',
      place: { platform: 'slack', workspace: slack.identity.teamId, channel: 'C1' },
      event: `slack:${triggerId}`,
    },
  ])
  expect(desk.shown).toEqual([
    [desk.reply, { platform: 'slack', channel: 'C1' }, { channel: 'C1', message: message?.ts }, 'T0FAKETEAM'],
  ])
  expect(message?.sentWith).toMatchObject({ unfurl_links: 'false', unfurl_media: 'false', mrkdwn: 'false' })
  expect(slack.ephemerals('U1')).toEqual([])
})

it.each([
  ['india-belarus private', 'india-belarus'],
  ['the Private sector PRIVATE', 'the Private sector'],
])('shows a private brief to its asker alone: %s', async (text, topic) => {
  stage.desk.reply = briefReply()
  await type('/brief', text)
  await untilAdaSees(1)
  expect(stage.desk.commands).toMatchObject([{ topic }])
  expect(seenByAda()[0]).toContain('Belarus ratifies the labour agreement')
  expect(stage.slack.messages('C1')).toEqual([])
  expect(stage.desk.shown).toEqual([])
})

it('takes a topic called private for a topic', async () => {
  stage.desk.reply = { kind: 'notice', text: 'nothing' }
  await type('/brief', 'private')
  await untilAdaSees(1)
  expect(stage.desk.commands).toMatchObject([{ topic: 'private' }])
})

it('lists topics for the asker alone', async () => {
  const card = { slug: 'reform', title: 'Reform', documents: 3, updatedAt: '2026-03-02T00:00:00.000Z' }
  stage.desk.reply = { kind: 'topics', intro: 'Topics, newest first', topics: [card] }
  await type('/brief')
  await untilAdaSees(1)
  expect(stage.desk.commands).toMatchObject([{ name: 'brief', topic: '' }])
  expect(seenByAda()).toEqual([
    'Topics, newest first\n• Reform · reform · 3 documents\n[Post a brief here] [Read one for yourself]',
  ])
})

it('answers a question to its asker alone', async () => {
  stage.desk.reply = { kind: 'answer', answer: answer(), topics: ['india-belarus'] }
  await type('/ask', 'When does it take effect?')
  await untilAdaSees(1)
  expect(stage.desk.commands).toMatchObject([{ name: 'ask', question: 'When does it take effect?' }])
  expect(seenByAda()[0]).toMatch(/^The agreement takes effect on 1 May 2026\.\n— Parliament ratifies/u)
  expect(stage.slack.messages('C1')).toEqual([])
})

it('gives the brief to the asker where the app is not a member, and says how to invite it', async () => {
  stage.desk.reply = briefReply()
  await type('/brief', 'india-belarus', 'C2')
  await untilAdaSees(1)
  expect(seenByAda()[0]).toMatch(/^Only you see this.*\/invite @fakebot/u)
  expect(seenByAda()[0]).toContain('Belarus ratifies the labour agreement')
  expect(stage.desk.shown).toEqual([])
})

it('gives the brief to the asker where Slack asks to wait', async () => {
  stage.slack.fault({ method: 'chat.postMessage', kind: 'rate_limited', retryAfterSeconds: 30 })
  stage.desk.reply = briefReply()
  await type('/brief', 'india-belarus')
  await untilAdaSees(1)
  expect(seenByAda()[0]).toMatch(/^Only you see this, because it could not be posted here just now/u)
})

it('finds a brief that was posted although the answer was lost', async () => {
  const { slack, desk } = stage
  slack.fault({ method: 'chat.postMessage', kind: 'server_error', stored: true })
  desk.reply = briefReply()
  await type('/brief', 'india-belarus')
  await slack.until(() => desk.shown.length > 0)
  expect(slack.messages('C1')).toHaveLength(1)
  expect(desk.shown[0]?.[2]).toEqual({ channel: 'C1', message: slack.messages('C1')[0]?.ts })
  expect(slack.ephemerals('U1')).toEqual([])
})

it('answers a command once, however often it is delivered', async () => {
  const { slack, desk } = stage
  desk.reply = briefReply()
  const { envelope } = await type('/brief', 'india-belarus')
  for (let times = 0; times < 5; times += 1) slack.socket.redeliver(envelope)
  await slack.until(() => envelope.acks.length === 6 && desk.shown.length > 0)
  await type('/brief', 'india-belarus')
  await slack.until(() => desk.shown.length === 2)
  expect(slack.messages('C1')).toHaveLength(2)
})

it('acknowledges before the desk has said anything', async () => {
  const { slack, desk } = stage
  let say = () => {}
  desk.command = async () => {
    await new Promise<void>((resolve) => {
      say = resolve
    })
    return { kind: 'notice', text: 'at last' }
  }
  const { ack } = await type('/ask', 'What?')
  expect(ack.payload).toEqual({})
  expect(slack.ephemerals('U1')).toEqual([])
  say()
  await untilAdaSees(1)
  expect(seenByAda()).toEqual(['at last'])
})

it.each([
  [new InputError('Say which topic you mean.'), 'Say which topic you mean.'],
  [new Error('database is locked'), 'That did not work. What went wrong is in the log of the desk; please try again.'],
])('says so when the desk fails, without telling its secrets: %s', async (failure, words) => {
  stage.desk.failure = failure
  await type('/brief', 'india-belarus')
  await untilAdaSees(1)
  expect(seenByAda()).toEqual([words])
})

it('stays up when nobody can be answered any more', async () => {
  const { slack, desk, log } = stage
  slack.fault({ method: 'response_url', kind: 'server_error', stored: false, times: 2 })
  desk.reply = { kind: 'notice', text: 'hello' }
  await type('/brief')
  await slack.until(() => slack.calls('response_url').length === 2)
  await type('/brief')
  await untilAdaSees(1)
  expect(seenByAda()).toEqual(['hello'])
  expect(log.lines.filter((line) => line.startsWith('error'))).toHaveLength(1)
})
