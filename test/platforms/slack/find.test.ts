import { afterEach, expect, it } from 'vitest'
import { directChannel, type Target } from '../../../src/core/delivery.ts'
import { AmbiguousError, LaterError } from '../../../src/core/errors.ts'
import { ALL_SCOPES, type FakeSlackOptions } from '../../fakes/slack/fake-slack.ts'
import { openStage, type Stage } from './stage.ts'

const CHANNEL: Target = { platform: 'slack', channel: 'C1' }
const START = Date.UTC(2026, 2, 2, 8)

let stage: Stage
let clock: number
afterEach(async () => await stage.end())

async function open(options: FakeSlackOptions = {}): Promise<Stage> {
  clock = START
  stage = await openStage({ now: () => clock, ...options })
  await stage.platform.start(stage.desk)
  return stage
}

const since = () => new Date(START).toISOString()
const post = (key: string, target = CHANNEL) => stage.platform.post(target, { kind: 'notice', text: key }, key)
const find = (key: string, target = CHANNEL) => stage.platform.find(target, key, since())
const chatter = (count: number, threadTs?: string) => {
  for (let n = 0; n < count; n += 1) {
    stage.slack.say({ channel: 'C1', user: 'U1', text: `${n}`, ...(threadTs === undefined ? {} : { threadTs }) })
  }
}
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  )

it('pages back through a busy channel', async () => {
  await open()
  const posted = await post('key-1')
  chatter(230)
  expect(await find('key-1')).toEqual(posted)
  expect(stage.slack.calls('conversations.history')).toHaveLength(3)
  expect(await find('key-2')).toBeUndefined()
})

it('pages on through a busy thread', async () => {
  const { slack } = await open()
  const { message: head } = slack.say({ channel: 'C1', user: 'U1', text: 'head' })
  chatter(150, head.ts)
  const posted = await post('key-1', { ...CHANNEL, thread: head.ts })
  expect(await find('key-1', { ...CHANNEL, thread: head.ts })).toEqual(posted)
})

it('gets through a channel at one page of 15 a minute, going on where it was stopped', async () => {
  await open({ restrictedHistory: true })
  const posted = await post('key-1')
  chatter(40)
  const outcomes: unknown[] = []
  for (let tries = 0; tries < 8; tries += 1) {
    const outcome = await find('key-1').catch((error: unknown) => error)
    outcomes.push(outcome)
    if (!(outcome instanceof LaterError)) break
    expect(outcome.afterMs).toBeGreaterThan(0)
    clock += outcome.afterMs ?? 0
  }
  expect(outcomes.at(-1)).toEqual(posted)
  expect(outcomes).toHaveLength(3)
})

it('looks no further back than a minute before the first try, for clocks differ', async () => {
  await open()
  clock = START - 90_000
  await post('far')
  clock = START - 30_000
  const near = await post('near')
  expect(await find('near')).toEqual(near)
  expect(await find('far')).toBeUndefined()
})

it('believes no other app’s metadata', async () => {
  const { slack } = await open()
  const metadata = { event_type: 'attache_delivery', event_payload: { key: 'key-1' } }
  slack.workspace.store({ channel: 'C1', user: 'U9', botId: 'B9', text: 'x', broadcast: false, sentWith: {}, metadata })
  expect(await find('key-1')).toBeUndefined()
})

it('says that a scope is missing', async () => {
  await open({ scopes: ALL_SCOPES.filter((scope) => scope !== 'channels:history') })
  await post('key-1')
  const error = await failure(find('key-1'))
  expect(error).toBeInstanceOf(AmbiguousError)
  expect(error).toMatchObject({ message: expect.stringContaining('missing_scope') })
})

it('says that it is not a member, where it may post all the same', async () => {
  const { slack } = await open()
  slack.addChannel({ id: 'C5', name: 'open', botIsMember: false })
  const open5 = { platform: 'slack', channel: 'C5' }
  await post('key-1', open5)
  const error = await failure(find('key-1', open5))
  expect(error).toBeInstanceOf(AmbiguousError)
  expect(error).toMatchObject({ message: expect.stringContaining('not a member') })
})

it('finds nothing in a thread that is gone', async () => {
  await open()
  expect(await find('key-1', { ...CHANNEL, thread: '1700000000.000100' })).toBeUndefined()
})

it('writes to a person, and finds it in the direct messages it became, though not by the person', async () => {
  await open({ scopes: ALL_SCOPES.filter((scope) => scope !== 'im:write') })
  const person = { platform: 'slack', channel: directChannel('U1') }
  const posted = await post('key-1', person)
  expect(posted.channel).toBe('D1')
  expect(await find('key-1', { platform: 'slack', channel: 'D1' })).toEqual(posted)
  expect(await failure(find('key-1', person))).toBeInstanceOf(AmbiguousError)
})
