import { mkdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type FakeDiscord, startFakeDiscord } from '../fakes/discord/server.ts'
import { type FakeSlack, startFakeSlack } from '../fakes/slack/fake-slack.ts'
import { openFolder, startDesk } from './running-process.ts'

/** `attache start` where Slack is set up wrongly or by halves: it explains, and the rest of the desk runs. */
let folder: Awaited<ReturnType<typeof openFolder>>
let slack: FakeSlack
let discord: FakeDiscord

beforeEach(async () => {
  folder = await openFolder()
  slack = await startFakeSlack()
  discord = await startFakeDiscord()
  const file = join(folder.path, 'briefs/varna/a.txt')
  await mkdir(join(file, '..'), { recursive: true })
  await writeFile(file, 'The harbour of Varna was closed on Monday after a storm.')
  const before = new Date(Date.now() - 60_000)
  await utimes(file, before, before)
})
afterEach(async () => {
  await slack.stop()
  await discord.stop()
  await folder.remove()
})

const BOT = { SLACK_BOT_TOKEN: 'xoxb-fake-bot-token' }
const APP = { SLACK_APP_TOKEN: 'xapp-fake-app-token' }

test.each<[string, Record<string, string>, RegExp]>([
  ['no bot token', APP, /! SLACK_BOT_TOKEN: is not set, though SLACK_APP_TOKEN and .* are; .*Bot User OAuth Token/u],
  ['no app token', BOT, /! SLACK_APP_TOKEN: is not set, though SLACK_BOT_TOKEN and .* are; .*App-Level Tokens/u],
  [
    'the two in each other’s place',
    { SLACK_BOT_TOKEN: APP.SLACK_APP_TOKEN, SLACK_APP_TOKEN: BOT.SLACK_BOT_TOKEN },
    /! SLACK_BOT_TOKEN: is not a bot token: it begins with xoxb-/u,
  ],
  [
    'a bot token that Slack refuses',
    { ...APP, SLACK_BOT_TOKEN: 'xoxb-wrong-one' },
    /! Slack does not connect: Slack does not accept the bot token \(SLACK_BOT_TOKEN\): invalid_auth\. You find it at/u,
  ],
  [
    'an app token that Slack refuses',
    { ...BOT, SLACK_APP_TOKEN: 'xapp-wrong-one' },
    /! Slack does not connect: Slack does not accept the app token \(SLACK_APP_TOKEN\): invalid_auth\. You find it at/u,
  ],
  [
    'a way that there is not',
    { ...BOT, ...APP, SLACK_TRANSPORT: 'pigeon' },
    /! SLACK_TRANSPORT: is neither socket nor/u,
  ],
  [
    'requests without a secret',
    { ...BOT, SLACK_TRANSPORT: 'http' },
    /! SLACK_SIGNING_SECRET: is not set, though SLACK_BOT_TOKEN and SLACK_API_URL are; .*Signing Secret/u,
  ],
  [
    'requests at a place of another machine',
    { ...BOT, SLACK_TRANSPORT: 'http', SLACK_SIGNING_SECRET: 'hush-hush', SLACK_HTTP: '192.0.2.1:80' },
    /! Slack does not connect: The desk cannot listen at 192\.0\.2\.1:80 \(SLACK_HTTP\)/u,
  ],
])('%s', async (_name, given, words) => {
  const desk = startDesk({
    ATTACHE_BRIEFS: join(folder.path, 'briefs'),
    ATTACHE_DATA: join(folder.path, 'data'),
    SLACK_API_URL: slack.apiUrl,
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    ...given,
  })
  await expect.poll(() => desk.printed.out, { timeout: 15_000 }).toMatch(words)
  await expect.poll(() => desk.printed.out, { timeout: 15_000 }).toContain('Discord is connected')
  await expect.poll(() => desk.printed.out, { timeout: 15_000 }).toContain('1 topic briefed')
  expect(await desk.stop()).toBe(0)
  expect(desk.printed.out + desk.printed.err).not.toMatch(/wrong-one|fake-bot-token|fake-app-token|hush-hush/u)
})
