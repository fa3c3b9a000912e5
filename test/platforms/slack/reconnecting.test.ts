import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openStage, type Stage } from './stage.ts'

/** The real Bolt on the fake Slack, with a clock that only the tests move: pings, pauses and lifetimes by it. */
let stage: Stage
let unhandled: unknown[]
const note = (reason: unknown) => unhandled.push(reason)

beforeEach(async () => {
  unhandled = []
  process.on('unhandledRejection', note)
  stage = await openStage()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] })
  await stage.platform.start(stage.desk)
})
afterEach(async () => {
  vi.useRealTimers()
  await stage.end()
  process.off('unhandledRejection', note)
  expect(unhandled).toEqual([])
})

/** Lets some seconds pass whenever nothing more happens by itself. */
async function passUntil(reached: () => boolean, seconds = 1): Promise<void> {
  await stage.slack.until(() => {
    vi.advanceTimersByTime(seconds * 1_000)
    return reached()
  })
}

async function expectHearing(): Promise<void> {
  const { slack, desk } = stage
  const { message } = slack.say({ channel: 'U1', user: 'U1', text: 'hello' })
  await slack.until(() => desk.heard.some((heard) => heard.message === message.ts))
}

it('opens another socket in place of one that has gone silent', async () => {
  const { slack, desk } = stage
  slack.socket.deafen()
  const since = Date.now()
  await passUntil(() => slack.socket.opened === 2)
  expect(Date.now() - since).toBeLessThan(40_000)
  const { message, envelopes } = slack.say({ channel: 'U1', user: 'U1', text: 'hello' })
  // Slack does not know either, and tries the silent one first.
  for (const envelope of envelopes) slack.redeliver(envelope)
  await slack.until(() => desk.heard.some((heard) => heard.message === message.ts))
})

it('opens another in place of one that outlives what Slack announced', async () => {
  const { slack, log } = stage
  slack.socket.lifetimeSeconds = 300
  slack.socket.drop()
  await passUntil(() => slack.socket.opened === 2)
  const since = Date.now()
  await passUntil(() => log.lines.some((line) => line.includes('it is older than Slack said it would get')), 5)
  expect(Date.now() - since).toBeGreaterThan(300_000)
  await passUntil(() => slack.socket.opened === 3)
  await expectHearing()
})

it('says once that its token is refused, goes on trying, and connects when it is good again', async () => {
  const { slack, log } = stage
  const tries = () => slack.calls('apps.connections.open').length
  slack.revokeToken(slack.appToken)
  slack.socket.drop()
  await passUntil(() => tries() === 8)
  const said = () => log.lines.filter((line) => line.startsWith('error'))
  expect(said()).toEqual([expect.stringMatching(/does not accept the app token \(SLACK_APP_TOKEN\): token_revoked/u)])
  slack.restoreToken(slack.appToken)
  await passUntil(() => slack.socket.opened === 2)
  await expectHearing()
  expect(said()).toHaveLength(1)
  expect(log.lines).toContainEqual(expect.stringContaining('connected to Slack again'))
})

it.each(['invalid_auth', 'account_inactive', 'internal_error'])('is not stopped for good by %s', async (error) => {
  const { slack, log } = stage
  slack.fault({ method: 'apps.connections.open', kind: 'error', error, times: 3 })
  slack.socket.drop()
  await passUntil(() => slack.socket.opened === 2)
  await expectHearing()
  expect(log.lines).toContainEqual(expect.stringContaining(`"code":"${error}"`))
})

it.each([
  ['a server that fails', { kind: 'server_error', stored: false }],
  ['a broken connection', { kind: 'dropped', stored: false }],
] as const)('is not stopped for good by %s', async (_name, fault) => {
  const { slack } = stage
  slack.fault({ method: 'apps.connections.open', ...fault, times: 3 })
  slack.socket.drop()
  await passUntil(() => slack.socket.opened === 2)
  await expectHearing()
})

it('says what has to be done where Slack says why it closes', async () => {
  const { slack, log } = stage
  slack.socket.disconnect('link_disabled')
  await passUntil(() => slack.socket.opened === 2)
  expect(log.lines).toContainEqual(expect.stringMatching(/connection to Slack closed.*Socket Mode is turned off/u))
})

it('waits as long as Slack asks', async () => {
  const { slack } = stage
  slack.fault({ method: 'apps.connections.open', kind: 'rate_limited', retryAfterSeconds: 90 })
  slack.socket.drop()
  await passUntil(() => slack.calls('apps.connections.open').length === 2)
  const since = Date.now()
  await passUntil(() => slack.socket.opened === 2)
  expect(Date.now() - since).toBeGreaterThanOrEqual(89_000)
})

it('takes longer and longer pauses where every socket closes at once', async () => {
  const { slack } = stage
  const opened: number[] = []
  for (let n = 1; n <= 6; n += 1) {
    await passUntil(() => slack.socket.opened === n && slack.socket.connections === 1)
    opened.push(Date.now())
    slack.socket.drop()
  }
  const pauses = opened.map((at, n) => Math.round((at - (opened[n - 1] ?? at)) / 1_000))
  expect(pauses[5]).toBeGreaterThan(7)
  expect(pauses[5]).toBeLessThan(60)
})

it.each([
  'null',
  '[]',
  'nonsense',
  '{"type":"events_api"}',
  '{"type":"events_api","payload":{}}',
  '{"type":"interactive"}',
])('survives what it cannot read: %s', async (text) => {
  const { slack } = stage
  slack.socket.utter(text)
  await expectHearing()
  expect(slack.socket.opened).toBe(1)
})
