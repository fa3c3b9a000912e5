import { afterEach, beforeEach, expect, it } from 'vitest'
import { AmbiguousError } from '../../../src/core/errors.ts'
import { wording } from '../../../src/core/wording.ts'
import { briefReply, claim } from '../../contracts/platform-samples.ts'
import { openStage, type Stage } from './stage.ts'

const LONG = briefReply({ points: Array.from({ length: 9 }, (_, n) => claim(`${n} ${'word '.repeat(270)}end.`)) })
const TO = { platform: 'slack', channel: 'C1' }

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
  await stage.platform.start(stage.desk)
})
afterEach(async () => await stage.end())

/** The numbers of the points that a channel shows, in order. */
function shown(channel = 'C1'): string {
  const lines = stage.slack.messages(channel).flatMap((message) => stage.slack.readable(message))
  return lines.flatMap((line) => /^• (\d) .*end\./u.exec(line)?.[1] ?? []).join('')
}

const threads = () => stage.slack.messages('C1').map(({ threadTs }) => threadTs)

it('a long message goes on in its thread', async () => {
  const { message } = await stage.platform.post(TO, LONG, 'key-1')
  expect(shown()).toBe('012345678')
  expect(threads()).toEqual([undefined, message])
})

it('a long message in a thread goes on there', async () => {
  const { message: head } = await stage.platform.post(TO, briefReply(), 'key-1')
  await stage.platform.post({ ...TO, thread: head }, LONG, 'key-2')
  expect(shown()).toBe('012345678')
  expect(threads()).toEqual([undefined, head, head])
})

it.each([
  ['was lost, though it was posted', { kind: 'server_error', stored: true }],
  ['says to wait a moment', { kind: 'rate_limited', retryAfterSeconds: 0 }],
  ['never came, and nothing was posted', { kind: 'server_error', stored: false }],
] as const)('where the answer to its end %s, it is there once', async (_what, fault) => {
  const { slack, platform } = stage
  const { message: first } = await platform.post(TO, briefReply(), 'key-0')
  const posting = platform.post({ ...TO, thread: first }, LONG, 'key-1')
  await slack.until(() => slack.messages('C1').length === 2)
  slack.fault({ method: 'chat.postMessage', ...fault })
  await posting
  expect(shown()).toBe('012345678')
  expect(slack.messages('C1')).toHaveLength(3)
})

it('goes on once it is found, where its own answer was lost', async () => {
  const { slack, platform } = stage
  slack.fault({ method: 'chat.postMessage', kind: 'server_error', stored: true })
  await expect(platform.post(TO, LONG, 'key-1')).rejects.toBeInstanceOf(AmbiguousError)
  const since = new Date(slack.workspace.now() - 1_000).toISOString()
  const found = await platform.find(TO, 'key-1', since)
  expect(found?.message).toBe(slack.messages('C1')[0]?.ts)
  expect(shown()).toBe('012345678')
  await platform.find(TO, 'key-1', since)
  expect(slack.messages('C1')).toHaveLength(2)
})

it('is taken back with all its parts, and with nothing else of its thread', async () => {
  const { slack, platform } = stage
  const posted = await platform.post(TO, LONG, 'key-1')
  await platform.post({ ...TO, thread: posted.message }, { kind: 'notice', text: 'An answer.' }, 'key-2')
  await platform.edit(posted, { kind: 'notice', text: 'Taken back.' })
  expect(slack.messages('C1').map((message) => slack.readable(message).join())).toEqual([
    'Taken back.',
    'Taken back.',
    'An answer.',
  ])
})

it('whoever asked for it alone has it in several messages', async () => {
  const { slack, desk } = stage
  desk.reply = LONG
  const { responses } = await slack.command({ command: '/brief', text: 'x private', user: 'U1', channel: 'C1' })
  await slack.until(() => responses.length > 1)
  const lines = responses.flatMap((message) => slack.readable(message))
  expect(lines.filter((line) => line.startsWith('• ')).length).toBeGreaterThanOrEqual(9)
  expect(lines).toContain(wording.goesOn)
  expect(slack.messages('C1')).toEqual([])
})
