import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  BRIEF_THIS,
  createManifest,
  manifestLink,
  NEW_APP_PAGE,
  printManifest,
  printScopeTable,
  SCOPES,
} from '../../../src/platforms/slack/manifest.ts'
import { briefReply } from '../../contracts/platform-samples.ts'
import type { FakeSlack } from '../../fakes/slack/fake-slack.ts'
import { openStage } from './stage.ts'

const { display_information: display, features, oauth_config: oauth, settings } = createManifest()

test('every length and name is one that Slack takes (@slack/web-api, types/request/manifest.d.ts)', () => {
  expect(display.name.length).toBeLessThanOrEqual(35)
  expect(display.description?.length).toBeLessThanOrEqual(140)
  expect(features?.bot_user?.display_name).toMatch(/^[a-z0-9._-]{1,80}$/u)
  for (const command of features?.slash_commands ?? []) {
    expect(command.command).toMatch(/^\/[a-z]{1,31}$/u)
    expect(command.description.length).toBeLessThanOrEqual(2_000)
    expect(command.usage_hint?.length).toBeLessThanOrEqual(1_000)
  }
})

test('every command that the adapter listens for is in it, and no other', () => {
  const listeners = readFileSync('src/platforms/slack/listeners.ts', 'utf8')
  const heard = [...listeners.matchAll(/app\.command\('([^']+)'/gu)].map(([, name]) => name)
  expect(features?.slash_commands?.map(({ command }) => command)).toEqual(heard)
})

test('what people find on a message and on the Home tab is in it, within the lengths that Slack takes', () => {
  expect(features?.shortcuts).toEqual([
    { type: 'message', name: 'Brief this', callback_id: BRIEF_THIS, description: expect.any(String) },
  ])
  // 24: docs.slack.dev/interactivity/implementing-shortcuts; 150: @slack/web-api, types/request/manifest.d.ts.
  for (const { name, description } of features?.shortcuts ?? []) {
    expect(name.length).toBeLessThanOrEqual(24)
    expect(description.length).toBeLessThanOrEqual(150)
  }
  expect(features?.app_home).toMatchObject({ home_tab_enabled: true })
  expect(settings?.event_subscriptions?.bot_events).toContain('app_home_opened')
})

test('it connects over Socket Mode, hears messages by their scopes, takes buttons and direct messages', () => {
  expect(settings).toMatchObject({ socket_mode_enabled: true, interactivity: { is_enabled: true } })
  expect(settings?.event_subscriptions?.bot_events).toEqual([
    'app_mention',
    'message.channels',
    'message.groups',
    'message.im',
    'reaction_added',
    'app_home_opened',
    'app_uninstalled',
  ])
  expect(features?.app_home).toMatchObject({ messages_tab_enabled: true, messages_tab_read_only_enabled: false })
})

test('what is printed and what is linked is the manifest', () => {
  expect(JSON.parse(printManifest())).toEqual(createManifest())
  const link = new URL(manifestLink())
  expect(link.href.startsWith(NEW_APP_PAGE)).toBe(true)
  expect(JSON.parse(link.searchParams.get('manifest_json') ?? '')).toEqual(createManifest())
})

test('the README holds the table of scopes', () => {
  expect(readFileSync('README.md', 'utf8')).toContain(printScopeTable())
})

/** Everything the adapter does: what became of each, by name. */
async function useAll(scopes: readonly string[]): Promise<{ readonly done: string[]; readonly slack: FakeSlack }> {
  const stage = await openStage({ scopes })
  const { slack, desk, platform } = stage
  slack.addChannel({ id: 'G1', name: 'inner', kind: 'private', members: ['U1'] })
  desk.reply = briefReply()
  const done: string[] = []
  const attempt = async (what: string, work: () => Promise<boolean>) => {
    if (await work().catch(() => false)) done.push(what)
  }
  await platform.start(desk)
  for (const [place, channel] of [
    ['public', 'C1'],
    ['private', 'G1'],
    ['direct', slack.workspace.directMessage('U1').id],
  ] as const) {
    const key = `key-${channel}`
    await attempt(`post ${place}`, async () => {
      return (await platform.post({ platform: 'slack', channel }, briefReply(), key)).channel === channel
    })
    await attempt(`find ${place}`, async () => {
      const since = new Date(slack.workspace.now() - 1_000).toISOString()
      await platform.find({ platform: 'slack', channel }, key, since)
      return true
    })
    const parent = slack.messages(channel)[0]?.ts
    const { envelopes } = slack.say({
      channel,
      user: 'U1',
      text: 'And then?',
      ...(parent === undefined ? {} : { threadTs: parent }),
    })
    if (envelopes.length > 0) done.push(`hear ${place}`)
  }
  const { envelopes } = slack.say({ channel: 'C1', user: 'U2', text: `<@${slack.identity.botUserId}> hello` })
  if (envelopes.some(({ payload }) => JSON.stringify(payload).includes('"app_mention"'))) done.push('mention')
  await attempt('/ask', async () => {
    const { responses } = await slack.command({ command: '/ask', text: 'What?', user: 'U1', channel: 'C1' })
    await slack.until(() => responses.length > 0)
    return true
  })
  slack.addUser({ id: 'U3', name: 'olga', isOwner: true, tz: 'Asia/Kolkata' })
  desk.reply = { kind: 'form', topics: [], cron: '0 8 * * *', zone: 'UTC', limit: 8, whenEmpty: 'quiet' }
  for (const [place, channel] of [
    ['public', 'C1'],
    ['private', 'G1'],
    ['direct', slack.workspace.directMessage('U3').id],
  ] as const) {
    const filled = slack.calls('views.update').length
    await slack.command({ command: '/digest', user: 'U3', channel })
    await attempt(`form ${place}`, async () => {
      await slack.until(() => slack.calls('views.update').length > filled)
      const asked = desk.commands.at(-1)
      const [view] = slack.modals('U3')
      const isOffered = JSON.stringify(view?.values.zone ?? {}).includes('Asia/Kolkata')
      return isOffered && asked?.name === 'digest' && asked.asker.manages && asked.hindrance === undefined
    })
    for (const view of slack.modals('U3')) await slack.close(view)
  }
  desk.reply = briefReply()
  const brief = slack.messages('C1')[0]
  if (brief !== undefined) {
    await attempt('sources', async () => {
      const { responses } = await slack.click({ message: brief, actionId: 'sources', user: 'U1' })
      await slack.until(() => responses.length > 0)
      return true
    })
  }
  const { message: spoken } = slack.say({ channel: 'C1', user: 'U1', text: 'The vote was put off to 9 June.' })
  await attempt('brief this', async () => {
    const { responses } = await slack.shortcut({ callbackId: BRIEF_THIS, user: 'U3', message: spoken })
    await slack.until(() => responses.length > 0 || slack.thread('C1', spoken.ts).length > 1)
    const asked = desk.commands.at(-1)
    return (
      responses.length === 0 && asked?.name === 'passage' && asked.asker?.manages === true && asked.link !== undefined
    )
  })
  await attempt('file', async () => {
    const file = slack.addFile({ name: 'a.txt', content: 'The vote was put off.' })
    const { message } = slack.say({ channel: 'C1', user: 'U1', text: '', files: [file] })
    await slack.shortcut({ callbackId: BRIEF_THIS, user: 'U3', message })
    await slack.until(() => slack.thread('C1', message.ts).length > 1)
    const asked = desk.commands.at(-1)
    const [pointed] = asked?.name === 'passage' ? (asked.files ?? []) : []
    return (await pointed?.fetch(100, AbortSignal.timeout(5_000)))?.bytes.length === 21
  })
  await attempt('home', async () => {
    slack.openHome('U1')
    await slack.until(() => slack.home('U1') !== undefined)
    return true
  })
  await attempt('reaction', async () => {
    const [own] = slack.messages('C1').filter(({ user }) => user === slack.identity.botUserId)
    return own !== undefined && slack.react(own, 'U1', '+1').length > 0
  })
  await stage.end()
  return { done, slack }
}

const EVERYTHING = [
  ...['public', 'private', 'direct'].flatMap((place) => [`post ${place}`, `find ${place}`, `hear ${place}`]),
  'mention',
  '/ask',
  ...['public', 'private', 'direct'].map((place) => `form ${place}`),
  'sources',
  'brief this',
  'file',
  'home',
  'reaction',
]

test('with these scopes and no others the adapter does all that it does', async () => {
  const { done, slack } = await useAll(oauth?.scopes?.bot ?? [])
  expect(done).toEqual(EVERYTHING)
  const refused = slack.calls().filter(({ answer }) => JSON.stringify(answer).includes('missing_scope'))
  expect(refused).toEqual([])
})

// The fake takes commands without asking for their scope.
test.each(SCOPES.map(({ scope }) => scope).filter((scope) => scope !== 'commands'))('%s is needed', async (scope) => {
  const { done } = await useAll(SCOPES.map((one) => one.scope).filter((other) => other !== scope))
  expect(done.length).toBeLessThan(EVERYTHING.length)
})
