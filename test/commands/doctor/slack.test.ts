import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { SCOPES } from '../../../src/platforms/slack/manifest.ts'
import { type DoctorStage, openDoctorStage } from './stage.ts'

let stage: DoctorStage

beforeEach(async () => {
  stage = await openDoctorStage()
})

afterEach(() => stage.end())

describe('Slack', () => {
  test('a wrong bot token', async () => {
    await stage.openSlack()
    stage.env.SLACK_BOT_TOKEN = 'xoxb-wrong-one'
    await stage.expectFault('Slack bot token', /invalid_auth\. You find it at .*OAuth & Permissions/u)
  })

  test('a bot token that was revoked', async () => {
    ;(await stage.openSlack()).revokeToken()
    await stage.expectFault('Slack bot token', /token_revoked\. You find it at/u)
  })

  test('a wrong app token', async () => {
    await stage.openSlack()
    stage.env.SLACK_APP_TOKEN = 'xapp-wrong-one'
    await stage.expectFault('Slack app token', /invalid_auth\. You find it at .*connections:write/u)
  })

  test.each(SCOPES.map(({ scope }) => scope))('the scope %s is missing', async (scope) => {
    await stage.openSlack({ scopes: SCOPES.map((one) => one.scope).filter((other) => other !== scope) })
    await stage.expectFault('Slack scopes', new RegExp(`^missing: ${scope} \\(to .*reinstall the app$`, 'u'))
  })

  test('more scopes than needed are no fault', async () => {
    await stage.openSlack({ scopes: [...SCOPES.map(({ scope }) => scope), 'users:write'] })
    await stage.expectNote('Slack scopes', /and more: users:write\. You may remove/u)
  })

  test('not a member of a channel that a digest goes to', async () => {
    ;(await stage.openSlack()).addChannel({ id: 'C2', botIsMember: false })
    await stage.order('slack:C2')
    await stage.expectFault('Slack channel C2', /not a member; type \/invite @fakebot there/u)
  })

  test.each([
    ['one that is not there', 'C9'],
    ['a private one without the app', 'G2'],
  ])('no such channel: %s', async (_name, channel) => {
    ;(await stage.openSlack()).addChannel({ id: 'G2', kind: 'private', botIsMember: false })
    await stage.order(`slack:${channel}`)
    await stage.expectFault(`Slack channel ${channel}`, /there is none, or it is private/u)
  })

  test.each([
    [300_000, /5 minutes behind, and digests come as much too late/u],
    [-7_200_000, /2 hours ahead, and digests come as much too early/u],
  ])('a clock that is off by %d ms', async (off, words) => {
    await stage.openSlack({ now: () => Date.now() + off })
    await stage.expectFault('Clock by Slack', words)
  })

  test('a clock that is off by less than a minute is right', async () => {
    await stage.openSlack({ now: () => Date.now() + 40_000 })
    expect((await stage.examine()).bad).toEqual([])
  })

  test('a server that cannot be reached', async () => {
    const away = await stage.openSlack()
    await away.stop()
    stage.slack = undefined
    const { bad } = await stage.examine()
    expect(bad.map(({ what }) => what)).toEqual(['Slack bot token', 'Slack app token'])
    for (const { words } of bad)
      expect(words).toMatch(
        /could not be reached, since nothing takes connections there \(ECONNREFUSED\); .*SLACK_API_URL/u,
      )
  })

  test('a pace that Slack asks for is no fault', async () => {
    ;(await stage.openSlack()).fault({ method: 'auth.test', kind: 'rate_limited', retryAfterSeconds: 7 })
    await stage.expectNote('Slack bot token', /asks to wait 7 s; look again then/u)
  })

  test('a socket that does not open', async () => {
    const { socket } = await stage.openSlack()
    socket.stop()
    await stage.expectFault('Slack socket', /does not connect/u)
  })
})
