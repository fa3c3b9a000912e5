import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type FakeSlack, startFakeSlack } from '../fakes/slack/fake-slack.ts'
import { readScrape, type ScrapedSample, valueIn } from '../monitoring/scrape.ts'
import { openFolder, type StartedDesk, startDesk } from './running-process.ts'

const DOCUMENT = `The harbour of Varna was closed on 3 May 2024 because a freighter ran aground in the channel. Pilots freed the ship after nine hours, and the port authority said that nobody was hurt.
`

let folder: Awaited<ReturnType<typeof openFolder>>
let slack: FakeSlack
let desk: StartedDesk | undefined
let neighbour: Server | undefined

beforeEach(async () => {
  // Only the date is moved: timers and sockets stay real, so that node-cron itself fires the ticks.
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-24T07:58:00Z'), shouldAdvanceTime: true })
  folder = await openFolder()
  slack = await startFakeSlack()
  for (const id of ['C1', 'C2', 'C3']) slack.addChannel({ id, name: id.toLowerCase() })
  const topic = join(folder.path, 'briefs', 'varna')
  await mkdir(topic, { recursive: true })
  await writeFile(join(topic, 'harbour.txt'), DOCUMENT)
})

afterEach(async () => {
  await desk?.stop()
  desk = undefined
  vi.useRealTimers()
  neighbour?.close()
  neighbour = undefined
  await slack.stop()
  await folder.remove()
})

function start(env: Record<string, string>): StartedDesk {
  desk = startDesk({
    ATTACHE_BRIEFS: join(folder.path, 'briefs'),
    ATTACHE_DATA: join(folder.path, 'data'),
    ATTACHE_HTTP: '127.0.0.1:0',
    ...env,
  })
  return desk
}

const withSlack = () => ({
  SLACK_BOT_TOKEN: slack.botToken,
  SLACK_APP_TOKEN: slack.appToken,
  SLACK_API_URL: slack.apiUrl,
})

const until = <Result>(check: () => Result | Promise<Result>) => vi.waitFor(check, { timeout: 20_000, interval: 20 })

/** Where the desk says that it serves. */
const addressOf = (started: StartedDesk) =>
  until(() => {
    const [address] = /http:\/\/127\.0\.0\.1:\d+/u.exec(started.printed.err) ?? []
    if (address === undefined) throw new Error(`serves nowhere yet: ${started.printed.err}`)
    return address
  })

async function scrape(address: string): Promise<ScrapedSample[]> {
  const response = await fetch(`${address}/metrics`)
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
  return readScrape(await response.text())
}

const attempts = (samples: readonly ScrapedSample[], outcome: string) =>
  valueIn(samples, 'attache_delivery_attempts_total', { platform: 'slack', outcome })

async function health(address: string, path: '/healthz' | '/readyz') {
  const response = await fetch(address + path)
  return { status: response.status, report: JSON.parse(await response.text()) }
}

test('counts of an edition that is sent, one that has to wait, and one of which nobody knows', {
  timeout: 90_000,
}, async () => {
  const order = (channel: string) => `  - { channel: "slack:${channel}", topics: all, at: "0 8 * * *", zone: UTC }\n`
  await writeFile(join(folder.path, 'briefs', 'desk.yaml'), `digests:\n${['C1', 'C2', 'C3'].map(order).join('')}`)
  slack.fault({
    method: 'chat.postMessage',
    kind: 'rate_limited',
    retryAfterSeconds: 30,
    when: (args) => args.text('channel') === 'C2',
  })
  slack.fault({
    method: 'chat.postMessage',
    kind: 'server_error',
    stored: false,
    when: (args) => args.text('channel') === 'C3',
  })
  slack.fault({
    method: 'conversations.history',
    kind: 'error',
    error: 'missing_scope',
    times: 100,
    when: (args) => args.text('channel') === 'C3',
  })
  const address = await addressOf(start(withSlack()))
  await until(async () => expect((await health(address, '/readyz')).status).toBe(200))
  const before = await until(async () => {
    const samples = await scrape(address)
    expect(valueIn(samples, 'attache_documents_total', { change: 'added' })).toBe(1)
    return samples
  })
  expect(valueIn(before, 'attache_writing_seconds_count', { what: 'brief' })).toBe(1)
  expect(valueIn(before, 'attache_platform_connection', { platform: 'slack', state: 'up' })).toBe(1)
  expect(valueIn(before, 'attache_outbox_messages', { platform: 'slack' })).toBe(0)
  expect(attempts(before, 'sent')).toBe(0)

  // 08:00: C1 has its edition and its brief; C2 is told to wait; of C3 nobody knows.
  vi.setSystemTime(new Date('2026-11-24T08:00:00Z'))
  const after = await until(async () => {
    const samples = await scrape(address)
    expect([attempts(samples, 'sent'), attempts(samples, 'later'), attempts(samples, 'ambiguous')]).toEqual([2, 1, 1])
    return samples
  })
  expect(valueIn(after, 'attache_editions_total', { content: 'briefs' })).toBe(3)
  expect(valueIn(after, 'attache_editions_late_total')).toBe(0)
  expect(valueIn(after, 'attache_outbox_messages', { platform: 'slack' })).toBe(4)
  expect(valueIn(after, 'attache_delivery_seconds_count', { platform: 'slack' })).toBe(2)
  expect(valueIn(after, 'attache_delivery_seconds_bucket', { platform: 'slack', le: '30' })).toBe(2)

  // Half a minute later C2 has them too, late by as much; C3 is looked for until there is no use in it.
  vi.setSystemTime(new Date('2026-11-24T08:00:31Z'))
  const waited = await until(async () => {
    const samples = await scrape(address)
    expect([attempts(samples, 'sent'), attempts(samples, 'ambiguous')]).toEqual([4, 2])
    return samples
  })
  expect(valueIn(waited, 'attache_delivery_seconds_bucket', { platform: 'slack', le: '30' })).toBe(2)
  expect(valueIn(waited, 'attache_delivery_seconds_bucket', { platform: 'slack', le: '120' })).toBe(4)
  let settled = waited
  for (let tries = 2; attempts(settled, 'unsure') === 0; tries++) {
    // Further than it waits between two looks.
    vi.setSystemTime(Date.now() + 20 * 60_000)
    settled = await until(async () => {
      const samples = await scrape(address)
      expect(attempts(samples, 'ambiguous') + attempts(samples, 'unsure')).toBe(tries + 1)
      return samples
    })
  }
  const outcomes = ['sent', 'later', 'unsure', 'failed'].map((outcome) => attempts(settled, outcome))
  expect(outcomes).toEqual([4, 1, 1, 0])
  expect(valueIn(settled, 'attache_outbox_messages', { platform: 'slack' })).toBe(0)
  expect(slack.messages('C3')).toEqual([])
  expect(JSON.stringify(settled)).not.toMatch(/C[123]|varna|harbour/iu)
})

test('healthy while it beats, ready where Slack refuses the token and where it is not set up; gone when it stops', async () => {
  const refused = start({ ...withSlack(), SLACK_BOT_TOKEN: 'xoxb-wrong' })
  const address = await addressOf(refused)
  const ready = await until(async () => {
    const found = await health(address, '/readyz')
    expect(found.status).toBe(200)
    return found.report
  })
  expect(ready).toMatchObject({
    ok: true,
    platforms: { terminal: 'up', slack: expect.stringMatching(/^refused: \S/u) },
  })
  expect(JSON.stringify(ready)).not.toContain('xoxb-wrong')
  const alive = await health(address, '/healthz')
  expect(alive).toMatchObject({ status: 200, report: { ok: true, problems: [] } })
  expect((await fetch(address)).status).toBe(404)
  expect(await refused.stop()).toBe(0)
  await expect(fetch(`${address}/healthz`)).rejects.toThrow()
})

test('where the port is taken it says so and runs on', async () => {
  neighbour = createServer().listen(0, '127.0.0.1')
  await once(neighbour, 'listening')
  const { port } = neighbour.address() as AddressInfo // A string only for a socket in the file system.
  const started = start({ ATTACHE_HTTP: String(port) })
  await until(() => expect(started.printed.out).toContain('1 topic briefed'))
  expect(started.printed.out).toMatch(
    new RegExp(`^! ATTACHE_HTTP: port ${port} is taken .* desk runs without .*“off”$`, 'mu'),
  )
  expect(await started.stop()).toBe(0)
})

test('the image asks for the health at the port of ATTACHE_HTTP', async () => {
  const [, words = ''] = /^HEALTHCHECK .*\\\n\s+CMD (\[.*\])$/mu.exec(await readFile('Dockerfile', 'utf8')) ?? []
  const [, ...args]: string[] = JSON.parse(words)
  const ask = async (place: string | undefined) => {
    const child = spawn(process.execPath, args, { env: place === undefined ? {} : { ATTACHE_HTTP: place } })
    const [code] = await once(child, 'exit')
    return code
  }
  let status = 200
  const asked: (string | undefined)[] = []
  neighbour = createServer((request, response) => {
    asked.push(request.url)
    response.writeHead(status).end()
  }).listen(0, '127.0.0.1')
  await once(neighbour, 'listening')
  const { port } = neighbour.address() as AddressInfo // As above.
  expect(await ask(`0.0.0.0:${port}`)).toBe(0)
  status = 503
  expect(await ask(String(port))).toBe(1)
  expect(asked).toEqual(['/healthz', '/healthz'])
  neighbour.close()
  neighbour.closeAllConnections()
  expect(await ask(`127.0.0.1:${port}`)).toBe(1)
  expect(await ask('off')).toBe(0)
})
