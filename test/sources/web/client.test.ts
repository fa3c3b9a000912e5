import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { GoneError, InputError, LaterError } from '../../../src/core/errors.ts'
import * as faults from '../../fakes/web/faults.ts'
import { startFakeWeb } from '../../fakes/web/web-server.ts'
import { failureOf, openWebStage, textOf, type WebStage } from './stage.ts'

let web: WebStage['web']
let open: WebStage['open']
let end: WebStage['end']

beforeEach(async () => {
  ;({ web, open, end } = await openWebStage())
})

afterEach(() => end())

describe('an answer', () => {
  test('comes with its type and validators, unpacked', async () => {
    web.serve('/page', {
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-encoding': 'gzip',
        etag: '"one"',
        'last-modified': 'Mon, 23 Nov 2026 08:00:00 GMT',
        'cache-control': 'public, max-age=600',
        age: '100',
      },
      body: gzipSync('<p>Bridges'),
    })
    const answer = await open().get({ isOwn: true, address: web.address('/page#part') })
    expect(answer).toEqual({
      kind: 'content',
      address: web.address('/page'),
      body: Buffer.from('<p>Bridges'),
      contentType: 'text/html; charset=utf-8',
      etag: '"one"',
      lastModified: 'Mon, 23 Nov 2026 08:00:00 GMT',
      freshMs: 500_000,
    })
  })

  test('is asked for under the desk’s own name, without cookies, credentials or a referrer', async () => {
    web.serve('/', { headers: { 'set-cookie': 'id=1' }, body: 'x' })
    const client = open()
    await client.get({ isOwn: true, address: web.address('/') })
    await client.get({ isOwn: true, address: web.address('/'), accept: 'text/html' })
    expect(web.requests[1]?.headers).toEqual({
      host: web.host,
      connection: 'keep-alive',
      'user-agent': 'Attache/0.1 (briefing desk)',
      accept: 'text/html',
      'accept-encoding': 'gzip, br',
    })
  })

  test('is not sent again while nothing changed', async () => {
    web.serve('/', ({ headers }, response) => {
      response.writeHead(headers['if-none-match'] === '"one"' ? 304 : 200, { etag: '"one"' }).end()
    })
    const address = web.address('/')
    expect(await open().get({ isOwn: true, address, etag: '"one"', lastModified: 'then' })).toEqual({
      kind: 'unchanged',
      address,
    })
    expect(web.requests[0]?.headers['if-modified-since']).toBe('then')
    expect(await open().get({ isOwn: true, address, etag: '"two"' })).toMatchObject({ kind: 'content', etag: '"one"' })
  })

  test('cannot smuggle a header into the next request by its validator', async () => {
    web.serve('/', { body: 'x' })
    await open().get({
      isOwn: true,
      address: web.address('/'),
      etag: '"a"\r\nx-evil: 1',
      lastModified: 'x'.repeat(2_000),
    })
    expect(web.requests[0]?.headers).not.toHaveProperty('if-none-match')
    expect(web.requests[0]?.headers).not.toHaveProperty('if-modified-since')
  })

  test.each([
    [404, InputError, 'there is nothing at this address'],
    [401, InputError, 'wants a login'],
    [403, InputError, 'refuses the desk'],
    [410, GoneError, 'gone for good'],
    [204, InputError, 'nothing to read'],
    [500, LaterError, 'has trouble'],
    [503, LaterError, 'has trouble'],
    [429, LaterError, 'too often'],
  ])('of status %i is an error that says what is next', async (status, kind, words) => {
    web.serve('/secret-path', { status, headers: { 'retry-after': '120' } })
    const error = await failureOf(open().get({ isOwn: true, address: web.address('/secret-path?token=abc') }))
    const other = await failureOf(open().get({ isOwn: true, address: web.address('/secret-path') }))
    expect(other).toBeInstanceOf(kind)
    expect(other.message).toContain(words)
    expect(other instanceof LaterError ? other.afterMs : 120_000).toBe(120_000)
    expect(error.message).not.toMatch(/token|secret/u)
  })

  test('may say by a date when to come back', async () => {
    web.serve('/', { status: 503, headers: { 'retry-after': 'Tue, 24 Nov 2026 12:10:00 GMT' } })
    expect(await failureOf(open().get({ isOwn: true, address: web.address('/') }))).toMatchObject({ afterMs: 600_000 })
  })
})

describe('redirects', () => {
  test('are followed, and a chain of permanent ones is a move', async () => {
    web.serve('/a', { status: 301, headers: { location: '/b' } })
    web.serve('/b', { status: 308, headers: { location: web.address('/c') } })
    web.serve('/c', { status: 302, headers: { location: '/d' } })
    web.serve('/d', { status: 301, headers: { location: '/e' } })
    web.serve('/e', { body: 'found' })
    expect(await open().get({ isOwn: true, address: web.address('/a') })).toMatchObject({
      address: web.address('/e'),
      movedTo: web.address('/c'),
    })
    expect(await open().get({ isOwn: true, address: web.address('/c') })).not.toHaveProperty('movedTo')
  })

  test('end after five', async () => {
    for (let at = 0; at < 6; at += 1) web.serve(`/${at}`, { status: 302, headers: { location: `/${at + 1}` } })
    web.serve('/6', { body: 'found' })
    expect(await textOf(open(), web.address('/1'))).toBe('found')
    expect((await failureOf(open().get({ isOwn: true, address: web.address('/0') }))).message).toMatch(
      /more than 5 times/u,
    )
    web.serve('/loop', { status: 301, headers: { location: '/loop' } })
    expect(await failureOf(open().get({ isOwn: true, address: web.address('/loop') }))).toBeInstanceOf(InputError)
  })

  test.each([
    'http://127.0.0.1/',
    'http://localhost/',
    'http://169.254.169.254/latest/meta-data/',
    'http://[::ffff:7f00:1]/',
    'http://2130706433/',
    'http://0x7f.1/',
    'https://user:secret@example.org/',
    'file:///etc/passwd',
    'gopher://127.0.0.1:70/',
    'http://example.org:22/',
    '//10.0.0.1/x',
    'http://',
  ])('are checked like the address itself: to %s', async (location) => {
    web.serve('/start', { status: 302, headers: { location: '/next' } })
    web.serve('/next', { status: 307, headers: { location } })
    const error = await failureOf(open().get({ isOwn: true, address: web.address('/start') }))
    expect(error).toBeInstanceOf(InputError)
    expect(error.message).not.toMatch(/secret/u)
    expect(web.requests.map(({ path }) => path)).toEqual(['/start', '/next'])
  })

  test('without a target are said', async () => {
    web.serve('/', { status: 302 })
    expect((await failureOf(open().get({ isOwn: true, address: web.address('/') }))).message).toMatch(
      /redirects to nowhere/u,
    )
  })
})

describe('limits', () => {
  const quick = { headersMs: 150, idleMs: 150, totalMs: 400, connectMs: 200 }

  test('a bomb of 10 GB stops where the limit is, in little memory', async () => {
    web.serve('/bomb', faults.bomb)
    const before = process.memoryUsage().rss
    const error = await failureOf(open().get({ isOwn: true, address: web.address('/bomb') }))
    expect(error).toBeInstanceOf(InputError)
    expect(error.message).toMatch(/larger than 20 MB/u)
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024)
  })

  test.each([
    ['a bomb packed twice', faults.packedTwice, InputError, /larger than/u],
    ['bytes without end', faults.flood, InputError, /larger than/u],
    ['a flood of headers', faults.headerFlood(200_000), InputError, /more headers/u],
    ['silence', faults.silence, LaterError, /too slow|too long/u],
    ['a byte now and then', faults.drip(20), LaterError, /too long/u],
    ['a body shorter than its length', faults.cutByLength, LaterError, /broke off/u],
    ['chunks that are cut off', faults.cutInChunks, LaterError, /broke off/u],
    ['packed bytes that are cut off', faults.cutWhilePacked, InputError, /broken/u],
    ['something that is not HTTP', faults.noise, LaterError, /no valid HTTP/u],
    ['an unknown encoding', { headers: { 'content-encoding': 'rot13' }, body: 'x' }, InputError, /encoded/u],
    ['too many layers', { headers: { 'content-encoding': 'gzip, gzip, gzip' }, body: 'x' }, InputError, /encoded/u],
    ['bytes that are not packed', { headers: { 'content-encoding': 'gzip' }, body: 'x' }, InputError, /broken/u],
  ])('%s', async (_what, page, kind, words) => {
    web.serve('/', page)
    web.serve('/good', { body: 'good' })
    const client = open({ limits: quick })
    const error = await failureOf(client.get({ isOwn: true, address: web.address('/') }))
    expect(error).toBeInstanceOf(kind)
    expect(error.message).toMatch(words)
    expect(await textOf(client, web.address('/good'))).toBe('good')
  })

  test('a port where nobody listens', async () => {
    const gone = await startFakeWeb()
    await gone.close()
    const client = open({ allowed: new Set([gone.host]) })
    expect(await failureOf(client.get({ isOwn: true, address: gone.address('/') }))).toBeInstanceOf(LaterError)
  })

  test('two requests a host go on at once, the others wait', async () => {
    const open_: (() => void)[] = []
    let most = 0
    web.serve('/', (_request, response) => {
      open_.push(() => response.end('done'))
      most = Math.max(most, open_.length)
      if (open_.length === 2) for (const end of open_.splice(0)) end()
    })
    const client = open()
    await Promise.all(Array.from({ length: 6 }, () => client.get({ isOwn: true, address: web.address('/') })))
    expect(most).toBe(2)
    expect(web.requests).toHaveLength(6)
  })

  test('whoever asked may break off', async () => {
    web.serve('/', faults.silence)
    const stop = new AbortController()
    const failure = failureOf(open().get({ isOwn: true, address: web.address('/'), signal: stop.signal }))
    stop.abort()
    expect(await failure).toBeInstanceOf(LaterError)
  })
})
