import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import type { Platform } from '../../../src/core/ports.ts'
import { createRunningDesk, type RunningDesk } from '../../../src/core/running-desk.ts'
import type { Transport } from '../../../src/platforms/slack/connection.ts'
import { createSlack } from '../../../src/platforms/slack/platform.ts'
import { deskParts } from '../../fakes/desk-parts.ts'
import { createMemorySource } from '../../fakes/memory-source.ts'
import { openMemoryStore } from '../../fakes/memory-store.ts'
import type { Envelope } from '../../fakes/slack/courier.ts'
import { type FakeSlack, startFakeSlack } from '../../fakes/slack/fake-slack.ts'
import { postgresDatabase, type TestDatabase } from '../../store/databases.ts'
import { createKeptLog, type KeptLog } from './stage.ts'

/** Real sockets, two desks and a database, on a machine that does other things as well. */
const PATIENCE_MS = 15_000
const SECRET = '0123456789abcdef0123456789abcdef'
const HARBOUR =
  'The harbour of Varna was closed on Monday because a freighter ran aground. Pilots freed the ship after nine hours.'

let slack: FakeSlack
let desks: RunningDesk[]

beforeEach(async () => {
  desks = []
  slack = await startFakeSlack({ ackTimeoutMs: PATIENCE_MS })
  for (const id of ['U1', 'U2']) slack.addUser({ id })
  slack.addChannel({ id: 'C1', name: 'news', members: ['U1', 'U2'] })
})
afterEach(async () => {
  for (const desk of desks) await desk.stop()
  await slack.stop()
})

interface Instance {
  readonly desk: RunningDesk
  readonly log: KeptLog
}

/** A whole desk on a store, with the real adapter. */
async function startInstance(store: Parameters<typeof createRunningDesk>[0]['store'], way: 'socket' | 'http') {
  const log = createKeptLog()
  const transport: Transport =
    way === 'socket'
      ? { kind: 'socket', appToken: slack.appToken }
      : { kind: 'http', signingSecret: SECRET, host: '127.0.0.1', port: 0 }
  const now = () => new Date()
  const platform: Platform = createSlack({ botToken: slack.botToken, transport, apiUrl: slack.apiUrl, log, now })
  const source = createMemorySource()
  source.put('varna/harbour.md', HARBOUR)
  const desk = createRunningDesk(
    deskParts({ store, sources: [source], platforms: [platform], now, random: Math.random, log }),
  )
  desks.push(desk)
  await desk.tick()
  await desk.settled()
  return { desk, log } satisfies Instance
}

async function startAlone(way: 'socket' | 'http'): Promise<void> {
  const store = await openMemoryStore()
  const { log } = await startInstance(store, way)
  if (way === 'http') await slack.useRequests({ urls: [addressIn(log)], signingSecret: SECRET })
}

function addressIn(log: KeptLog): string {
  const port = log.lines.map((line) => /listening for Slack.*"port":(\d+)/u.exec(line)?.[1]).find(Boolean)
  return `http://127.0.0.1:${port}/slack/events`
}

const briefs = () => slack.messages('C1').filter(({ text, botId }) => botId !== undefined && text.includes('Varna'))
const acknowledged = (envelopes: readonly Envelope[], times: number) =>
  slack.until(() => envelopes.every(({ acks }) => acks.length >= times), `${times} acknowledgements`, PATIENCE_MS)

/** The desk is through with what it has acknowledged, once it has answered something that came after. */
async function settle(): Promise<void> {
  const before = slack.ephemerals('U2').length
  const runs = []
  // One for each of two instances, whichever is asked first.
  for (let n = 0; n < 2; n += 1)
    runs.push(await slack.command({ command: '/ask', text: 'over?', user: 'U2', channel: 'C1' }))
  await slack.until(() => slack.ephemerals('U2').length === before + 2, 'two answers', PATIENCE_MS)
}

describe.each(['socket', 'http'] as const)('what Slack delivers again over %s', (way) => {
  beforeEach(async () => await startAlone(way))

  it('is answered once each: 200 commands, presses and mentions', { timeout: 60_000 }, async () => {
    const envelopes: Envelope[] = []
    for (let n = 0; n < 70; n += 1) {
      const { envelope } = await slack.command({ command: '/brief', text: 'varna', user: 'U1', channel: 'C1' })
      envelopes.push(envelope)
    }
    await slack.until(() => briefs().length === 70, '70 briefs', PATIENCE_MS)
    const mentions = []
    for (let n = 0; n < 60; n += 1) {
      mentions.push(slack.say({ channel: 'C1', user: 'U2', text: `<@${slack.identity.botUserId}> varna` }))
    }
    envelopes.push(...mentions.flatMap((said) => said.envelopes))
    await acknowledged(envelopes, 1)
    const threads = mentions.map(({ message }) => message.ts)
    const replies = () =>
      slack.messages('C1').filter(({ threadTs }) => threadTs !== undefined && threads.includes(threadTs))
    await slack.until(() => replies().length >= 60, '60 replies', 30_000)
    const messages = briefs().slice(0, 70)
    for (const message of messages) {
      const { envelope } = await slack.click({ message, actionId: 'sources', user: 'U1' })
      envelopes.push(envelope)
    }
    await slack.until(() => slack.ephemerals('U1').length === 70, '70 lists of sources', PATIENCE_MS)
    expect(envelopes).toHaveLength(70 + 120 + 70)

    const posted = slack.messages('C1').length
    for (const envelope of envelopes) slack.redeliver(envelope)
    await acknowledged(envelopes, 2)
    await settle()
    expect(slack.messages('C1')).toHaveLength(posted)
    expect(replies()).toHaveLength(60)
    expect(new Set(replies().map(({ threadTs }) => threadTs)).size).toBe(60)
    expect(slack.ephemerals('U1')).toHaveLength(70)
  })
})

describe.each(['socket', 'http'] as const)('two instances on one PostgreSQL, over %s', { timeout: 60_000 }, (way) => {
  let database: TestDatabase

  beforeEach(async () => {
    database = await postgresDatabase(inject('postgres'))
    const first = await database.open()
    await first.migrate()
    const instances = [await startInstance(first, way), await startInstance(await database.open(), way)]
    if (way === 'http') {
      await slack.useRequests({ urls: instances.map(({ log }) => addressIn(log)), signingSecret: SECRET })
    } else {
      expect(slack.socket.connections).toBe(2)
    }
  })
  afterEach(async () => {
    for (const desk of desks.splice(0)) await desk.stop()
    await database.drop()
  })

  it('share what Slack sends, and answer what comes to both once', async () => {
    const runs = []
    for (let n = 0; n < 6; n += 1) {
      runs.push(await slack.command({ command: '/brief', text: 'varna', user: 'U1', channel: 'C1' }))
    }
    // In turn, but for what else Slack sends meanwhile: of each brief that is posted it tells, too.
    expect(new Set(runs.map(({ ack }) => ack.connection))).toEqual(new Set([1, 2]))
    await slack.until(() => briefs().length === 6, 'six briefs', PATIENCE_MS)
    const said = slack.say({ channel: 'C1', user: 'U1', text: `<@${slack.identity.botUserId}> varna` })
    // One as `message` and one as `app_mention`, so that each instance hears of it; then both again, the other way round.
    expect(new Set(said.envelopes.map(({ attempts }) => attempts[0]?.connection))).toEqual(new Set([1, 2]))
    const envelopes = [...runs.map(({ envelope }) => envelope), ...said.envelopes]
    // One more in between, so that each comes to the other instance this time.
    for (const envelope of [...envelopes.slice(0, 1), ...envelopes]) slack.redeliver(envelope)
    await acknowledged(envelopes, 2)
    await slack.until(() => slack.thread('C1', said.message.ts).length === 2, 'a reply', PATIENCE_MS)
    await settle()
    expect(slack.thread('C1', said.message.ts)).toHaveLength(2)
    expect(briefs()).toHaveLength(7)
  })

  it('answer a double click once, also if one instance gets the first click and the other the second', async () => {
    await slack.command({ command: '/brief', text: 'varna', user: 'U1', channel: 'C1' })
    await slack.until(() => briefs().length === 1, 'a brief', PATIENCE_MS)
    const [message] = briefs()
    if (message === undefined) throw new Error('no brief')
    const press = () => slack.click({ message, actionId: 'sources', user: 'U1' })
    const [one, two] = await Promise.all([press(), press()])
    expect(one.ack.connection).not.toBe(two.ack.connection)
    await slack.until(() => slack.ephemerals('U1').length === 1, 'sources', PATIENCE_MS)
    await settle()
    expect(slack.ephemerals('U1')).toHaveLength(1)
  })
})
