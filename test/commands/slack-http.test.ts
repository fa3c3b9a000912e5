import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, utimes, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Check } from '../../src/core/check.ts'
import { SCOPES } from '../../src/platforms/slack/manifest.ts'
import { openFolder, runCommand, startDesk } from '../end-to-end/running-process.ts'
import { type FakeSlack, startFakeSlack } from '../fakes/slack/fake-slack.ts'
import { signatureOf } from '../fakes/slack/requests.ts'

/** What the command line says and does where Slack reaches the desk by signed requests. */
const SECRET = 'hush-hush-hush-hush-hush-hush-32'
let folder: Awaited<ReturnType<typeof openFolder>>
let slack: FakeSlack
let env: Record<string, string>
let port: number
let printed: string

beforeEach(async () => {
  folder = await openFolder()
  slack = await startFakeSlack({ scopes: SCOPES.map(({ scope }) => scope) })
  slack.addUser({ id: 'U1', name: 'ana' })
  slack.addChannel({ id: 'C1', name: 'briefings', members: ['U1'] })
  port = await freePort()
  env = {
    ATTACHE_BRIEFS: join(folder.path, 'briefs'),
    ATTACHE_DATA: join(folder.path, 'data'),
    ATTACHE_HTTP: 'off',
    SLACK_TRANSPORT: 'http',
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_SIGNING_SECRET: SECRET,
    SLACK_HTTP: `127.0.0.1:${port}`,
    SLACK_API_URL: slack.apiUrl,
  }
  printed = ''
  const file = join(folder.path, 'briefs/varna/a.txt')
  await mkdir(join(file, '..'), { recursive: true })
  await writeFile(file, 'The harbour of Varna was closed on Monday after a storm.')
  // A file that is a moment old is taken to be still in the writing.
  const before = new Date(Date.now() - 60_000)
  await utimes(file, before, before)
})
afterEach(async () => {
  expect(printed).not.toContain(SECRET)
  await slack.stop()
  await folder.remove()
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

const slackAddress = () => ({ urls: [`http://127.0.0.1:${port}/slack/events`], signingSecret: SECRET })

async function examine(): Promise<{ code: number; slackChecks: Check[] }> {
  const { code, out, err } = await runCommand(['doctor', '--json'], env)
  printed += out + err
  const { checks }: { checks: Check[] } = JSON.parse(out)
  return { code, slackChecks: checks.filter(({ what }) => what.startsWith('Slack') || what === 'Settings') }
}

/** What is said of the requests, and that nothing else is wrong. */
async function expectRequests(state: Check['state'], words: RegExp): Promise<void> {
  const { code, slackChecks } = await examine()
  expect(slackChecks.filter(({ what, state: found }) => found === 'mend' && what !== 'Slack requests')).toEqual([])
  expect(slackChecks).toContainEqual({ what: 'Slack requests', state, words: expect.stringMatching(words) })
  expect(code).toBe(state === 'mend' ? 1 : 0)
}

describe('attache start', () => {
  test('takes signed requests and answers them, without a socket', async () => {
    const desk = startDesk(env)
    await expect.poll(() => desk.printed.out, { timeout: 15_000 }).toContain('Slack is connected')
    await expect.poll(() => desk.printed.out, { timeout: 15_000 }).toContain('1 topic briefed')
    await slack.useRequests(slackAddress())
    await slack.command({ command: '/brief', text: 'varna', user: 'U1', channel: 'C1' })
    await slack.until(() => slack.messages('C1').length > 0, 'the brief', 15_000)
    await desk.stop()
    printed += desk.printed.out + desk.printed.err
    expect(slack.messages('C1').map((message) => slack.readable(message).join())).toMatchObject([
      expect.stringContaining('harbour of Varna'),
    ])
    expect(slack.socket.opened).toBe(0)
  })

  test('goes on, in a process of its own, after a request of Slack’s that its library stumbles over', async () => {
    const child = spawn(process.execPath, ['src/attache.js', 'start'], { env: { PATH: process.env.PATH, ...env } })
    const said = { out: '', err: '' }
    child.stdout.on('data', (chunk) => {
      said.out += chunk
    })
    child.stderr.on('data', (chunk) => {
      said.err += chunk
    })
    const closed = once(child, 'close')
    try {
      await expect.poll(() => said.out, { timeout: 15_000 }).toContain('Slack is connected')
      const [url = ''] = slackAddress().urls
      const headers = { 'content-type': 'application/json', ...signatureOf('null', SECRET, Date.now()) }
      const stuck = fetch(url, { method: 'POST', body: 'null', headers }).catch(() => undefined)
      await expect.poll(() => said.err, { timeout: 10_000 }).toContain('nobody waited for')
      await expect.poll(() => said.out, { timeout: 15_000 }).toContain('1 topic briefed')
      await slack.useRequests(slackAddress())
      await slack.command({ command: '/brief', text: 'varna', user: 'U1', channel: 'C1' })
      await slack.until(() => slack.messages('C1').length > 0, 'the brief', 15_000)
      expect(child.exitCode).toBeNull()
      child.kill('SIGTERM')
      await stuck
    } finally {
      child.kill('SIGTERM')
      await closed
    }
    printed += said.out + said.err
  })

  test('goes on without Slack where another process listens, and says which place', async () => {
    const other = createServer().listen(port, '127.0.0.1')
    await once(other, 'listening')
    const desk = startDesk(env)
    await expect.poll(() => desk.printed.out, { timeout: 10_000 }).toContain('briefed')
    await expect
      .poll(() => desk.printed.out)
      .toContain(
        `! Slack is not connected, and is tried again: another process listens at 127.0.0.1:${port} (SLACK_HTTP)`,
      )
    await desk.stop()
    other.close()
    printed += desk.printed.out + desk.printed.err
  })
})

describe('attache doctor', () => {
  test('before the desk runs: whether it can listen, and where to look for the rest', async () => {
    await expectRequests('good', new RegExp(`^the desk can listen at 127\\.0\\.0\\.1:${port}$`, 'u'))
    const { slackChecks } = await examine()
    expect(slackChecks).toContainEqual({
      what: 'Slack address',
      state: 'note',
      words: expect.stringMatching(/Event Subscriptions: “Verified”/u),
    })
    expect(slack.calls('apps.connections.open')).toEqual([])
  })

  test('while it runs: whether it takes what is signed with this secret', async () => {
    const desk = startDesk(env)
    await expect.poll(() => desk.printed.out, { timeout: 15_000 }).toContain('Slack is connected')
    await expectRequests('good', /^the desk takes what is signed with SLACK_SIGNING_SECRET/u)
    env.SLACK_SIGNING_SECRET = `${SECRET}-another`
    await expectRequests('mend', /has another SLACK_SIGNING_SECRET, or the clocks differ; start it again/u)
    await desk.stop()
    printed += desk.printed.out + desk.printed.err
  })

  test.each([
    [200, 'hello'],
    [404, ''],
  ])('something else that listens there and answers %d', async (status, body) => {
    const other = createServer((_request, response) => response.writeHead(status).end(body)).listen(port, '127.0.0.1')
    await once(other, 'listening')
    await expectRequests('mend', /^something else listens at 127\.0\.0\.1:\d+ .*give another place in SLACK_HTTP/u)
    other.closeAllConnections()
    other.close()
  })

  test('a place that is not of this machine', async () => {
    env.SLACK_HTTP = '192.0.2.1:3000'
    await expectRequests('mend', /cannot listen at 192\.0\.2\.1:3000 \(SLACK_HTTP\)/u)
  }, 30_000)

  test('a secret that is missing', async () => {
    delete env.SLACK_SIGNING_SECRET
    const { code, slackChecks } = await examine()
    expect(code).toBe(1)
    expect(slackChecks).toContainEqual({
      what: 'Settings',
      state: 'mend',
      words: expect.stringMatching(/^SLACK_SIGNING_SECRET is not set, though .*Signing Secret/u),
    })
  })
})

describe('attache slack manifest --url', () => {
  const manifest = async (...args: string[]) => {
    const { code, out, err } = await runCommand(['slack', 'manifest', ...args], {})
    return { code, err, manifest: code === 0 && !args.includes('--link') ? JSON.parse(out) : undefined, out }
  }

  test('sends everything to the address, and opens no socket', async () => {
    const plain = (await manifest()).manifest
    const { manifest: made } = await manifest('--url', 'https://desk.example.org/')
    const request = 'https://desk.example.org/slack/events'
    expect(made.settings).toEqual({
      ...plain.settings,
      socket_mode_enabled: false,
      event_subscriptions: { ...plain.settings.event_subscriptions, request_url: request },
      interactivity: { is_enabled: true, request_url: request, message_menu_options_url: request },
    })
    expect(made.features.slash_commands.map(({ url }: { url: string }) => url)).toEqual(
      plain.features.slash_commands.map(() => request),
    )
    expect(made.oauth_config).toEqual(plain.oauth_config)
  })

  test('is in the link, too', async () => {
    const { out } = await manifest('--link', '--url', 'https://desk.example.org/attache/slack/events')
    expect(decodeURIComponent(out)).toContain('"request_url":"https://desk.example.org/attache/slack/events"')
  })

  test.each(['desk.example.org', 'http://desk.example.org', 'https://me:secret@desk.example.org'])(
    'refuses %s, to which Slack sends nothing',
    async (url) => {
      const { code, out, err } = await manifest('--url', url)
      expect([code, out]).toEqual([1, ''])
      expect(err).toContain('it begins with https://')
    },
  )
})
