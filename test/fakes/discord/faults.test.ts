import { REST } from 'discord.js'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { restOf } from './bot.ts'
import { type FakeDiscord, startFakeDiscord } from './server.ts'

const ROUTE = { method: 'POST', route: '/channels/:channel/messages' }

let discord: FakeDiscord
let rest: REST

beforeEach(async () => {
  discord = await startFakeDiscord()
  rest = restOf(discord)
})

afterEach(async () => {
  await discord.stop()
  expect(discord.breakdowns).toEqual([])
})

const post = (content: string, client = rest) =>
  client.post(`/channels/${discord.channelId}/messages`, { body: { content } })
const contents = () => discord.messages('general').map(({ content }) => content)

test('a server error before storing leaves nothing, one after storing leaves the message', async () => {
  const fault = discord.fault({ ...ROUTE, kind: 'error-before', status: 503 })
  await expect(post('lost')).rejects.toMatchObject({ status: 503 })
  discord.fault({ ...ROUTE, kind: 'error-after' })
  await expect(post('stored')).rejects.toMatchObject({ status: 502 })
  expect(contents()).toEqual(['stored'])
  expect(fault.hits).toBe(1)
})

test('with its default of three retries discord.js posts four times', async () => {
  discord.fault({ ...ROUTE, kind: 'error-after', times: 3 })
  await post('again', new REST({ api: discord.apiUrl }).setToken(discord.token))
  expect(contents()).toEqual(['again', 'again', 'again', 'again'])
})

test('a dropped connection leaves nothing, or the message', async () => {
  discord.fault({ ...ROUTE, kind: 'drop-before' })
  await expect(post('lost')).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' })
  discord.fault({ ...ROUTE, kind: 'drop-after' })
  await expect(post('stored')).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' })
  expect(contents()).toEqual(['stored'])
  expect(discord.calls.map(({ status }) => status)).toEqual([null, null])
})

test('an answer that outlasts the timeout of the client leaves the message', async () => {
  discord.fault({ ...ROUTE, kind: 'stall-after' })
  const impatient = new REST({ api: discord.apiUrl, retries: 0, timeout: 50 }).setToken(discord.token)
  await expect(post('stored', impatient)).rejects.toMatchObject({ name: 'AbortError' })
  expect(contents()).toEqual(['stored'])
})

test('a stalled answer can be let go', async () => {
  const fault = discord.fault({ ...ROUTE, kind: 'stall-before' })
  const posted = post('late')
  await discord.until(() => fault.hits === 1)
  expect(contents()).toEqual([])
  fault.release()
  await expect(posted).resolves.toMatchObject({ content: 'late' })
})

test('any error of Discord can be ordered, for one path only', async () => {
  const other = discord.addChannel({ name: 'other' })
  discord.fault({ method: 'POST', route: `/channels/${other.id}/messages`, kind: 'api-error', code: 50013 })
  await post('fine')
  const denied = rest.post(`/channels/${other.id}/messages`, { body: { content: 'x' } })
  await expect(denied).rejects.toMatchObject({ code: 50013, status: 403, rawError: { message: 'Missing Permissions' } })
})

test('a 429 says how long to wait', async () => {
  discord.fault({ ...ROUTE, kind: 'rate-limited', retryAfterSeconds: 0.01, times: 2 })
  const strict = new REST({ api: discord.apiUrl, retries: 0, rejectOnRateLimit: () => true }).setToken(discord.token)
  // The header is in whole seconds, rounded up; 50 ms are discord.js's own margin.
  await expect(post('no', strict)).rejects.toMatchObject({ retryAfter: 1050, global: false })
  discord.clearFaults()
  await post('yes', strict)
  expect(contents()).toEqual(['yes'])
})

test('a global 429 stops every route', async () => {
  discord.fault({ ...ROUTE, kind: 'rate-limited', retryAfterSeconds: 30, global: true })
  const strict = new REST({ api: discord.apiUrl, retries: 0, rejectOnRateLimit: () => true }).setToken(discord.token)
  await expect(post('no', strict)).rejects.toMatchObject({ global: true, scope: 'global' })
  await expect(strict.get('/users/@me')).rejects.toMatchObject({ global: true })
  expect(discord.calls).toHaveLength(1)
})

test('a paced channel says so in its headers and refuses what comes too soon', async () => {
  discord.setPace('general', { limit: 2, perMs: 60_000 })
  const send = async (channelId: string) => {
    const headers = { Authorization: `Bot ${discord.token}`, 'Content-Type': 'application/json' }
    const body = JSON.stringify({ content: 'x' })
    const answer = await fetch(`${discord.apiUrl}/v10/channels/${channelId}/messages`, {
      method: 'POST',
      headers,
      body,
    })
    const left = answer.headers.get('x-ratelimit-remaining')
    const bucket = answer.headers.get('x-ratelimit-bucket')
    return {
      status: answer.status,
      left,
      bucket,
      retryAfter: answer.headers.get('retry-after'),
      body: await answer.json(),
    }
  }
  expect(await send(discord.channelId)).toMatchObject({ status: 200, left: '1', retryAfter: null })
  expect(await send(discord.channelId)).toMatchObject({ status: 200, left: '0' })
  const refused = await send(discord.channelId)
  expect(refused).toMatchObject({ status: 429, left: '0', retryAfter: '60', body: { global: false } })
  // Channels share a bucket's name and have a count each.
  const elsewhere = await send(discord.addChannel({ name: 'other' }).id)
  expect(elsewhere).toMatchObject({ status: 200, bucket: refused.bucket })
  expect(refused.bucket).toMatch(/^[0-9a-f]{32}$/)
  expect(discord.messages('general')).toHaveLength(2)
})

test('a pace of a route holds for each channel by itself', async () => {
  discord.setRoutePace('GET /channels/:channel/messages', { limit: 1, perMs: 60_000 })
  const { id: other } = discord.addChannel({ name: 'other' })
  const strict = new REST({ api: discord.apiUrl, retries: 0, rejectOnRateLimit: () => true }).setToken(discord.token)
  await strict.get(`/channels/${discord.channelId}/messages`)
  await expect(strict.get(`/channels/${discord.channelId}/messages`)).rejects.toMatchObject({ limit: 1, global: false })
  await strict.get(`/channels/${other}/messages`)
  await post('posting has another', strict)
})

test('a global pace leaves answers to interactions alone', async () => {
  discord.setGlobalPace({ limit: 0, perMs: 60_000 })
  const strict = new REST({ api: discord.apiUrl, retries: 0, rejectOnRateLimit: () => true })
  const answer = () => strict.post('/interactions/1/token/callback', { auth: false, body: { type: 5 } })
  await expect(answer()).rejects.toMatchObject({ code: 10062 })
  const edit = () => strict.patch('/webhooks/1/token/messages/@original', { auth: false, body: { content: 'x' } })
  await expect(edit()).rejects.toMatchObject({ code: 10015 })
})

test('a global pace counts all calls together', async () => {
  discord.setGlobalPace({ limit: 2, perMs: 60_000 })
  const strict = new REST({ api: discord.apiUrl, retries: 0, rejectOnRateLimit: () => true }).setToken(discord.token)
  await strict.get('/users/@me')
  await post('x', strict)
  await expect(strict.get(`/channels/${discord.channelId}`)).rejects.toMatchObject({ global: true, scope: 'global' })
  expect(discord.invalidCalls()).toHaveLength(1)
})

test('discord.js heeds the headers before it is refused', async () => {
  discord.setPace(null, { limit: 2, perMs: 60_000 })
  const strict = new REST({ api: discord.apiUrl, retries: 0, rejectOnRateLimit: () => true }).setToken(discord.token)
  // It learns the bucket from the first answer, and how much is left in it from the second.
  await post('one', strict)
  await post('two', strict)
  await expect(post('three', strict)).rejects.toMatchObject({ limit: 2 })
  expect(discord.calls).toHaveLength(2)
})

test('an unknown route is 404 and can be seen', async () => {
  await expect(rest.get('/nonsense')).rejects.toMatchObject({
    status: 404,
    rawError: { message: '404: Not Found', code: 0 },
  })
  expect(discord.unknownCalls().map(({ path }) => path)).toEqual(['/nonsense'])
  expect(discord.callsTo('GET', '/users/:id')).toEqual([])
})

test('a wait that fails tells what it waited for and what came before', async () => {
  await post('x')
  const wait = discord.until(() => contents().length === 2, { timeoutMs: 20 })
  await expect(wait).rejects.toThrow(/contents\(\)\.length === 2[\s\S]*POST \/channels\/\d+\/messages -> 200/)
})
