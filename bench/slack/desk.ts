import { once } from 'node:events'
import { createServer } from 'node:net'
import type { FakeDiscord } from '../../test/fakes/discord/server.ts'
import type { FakeSlack } from '../../test/fakes/slack/fake-slack.ts'
import { type DeskProcess, startDeskProcess } from '../desk-process.ts'

export const SIGNING_SECRET = '0123456789abcdef0123456789abcdef'

/** How Slack reaches the desk. */
export type Way = 'socket' | 'http'
export const WAYS: readonly Way[] = ['socket', 'http']

/** Starts the desk on a database that is there, and resolves once Slack and Discord are connected. */
export async function startDesk(
  given: Readonly<Record<string, string>>,
  way: Way,
  slack: FakeSlack,
  discord: FakeDiscord,
): Promise<DeskProcess> {
  const port = await freePort()
  const env = {
    ...given,
    SLACK_TRANSPORT: way,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_HTTP: `127.0.0.1:${port}`,
    SLACK_API_URL: slack.apiUrl,
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
  }
  const desk = await startDeskProcess(env, { connected: ['Slack is connected', 'Discord is connected'] })
  if (way === 'http') {
    await slack.useRequests({ urls: [`http://127.0.0.1:${port}/slack/events`], signingSecret: SIGNING_SECRET })
  }
  return desk
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port')
  return address.port
}
