import net from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { GoneError, InputError, LaterError } from '../../../src/core/errors.ts'
import { createWebClient, type WebClient, type WebClientOptions } from '../../../src/sources/web/client.ts'
import * as faults from '../../fakes/web/faults.ts'
import { type FakeWeb, startFakeWeb } from '../../fakes/web/web-server.ts'

let web: FakeWeb
let clients: WebClient[] = []

beforeEach(async () => {
  web = await startFakeWeb()
})

afterEach(async () => {
  vi.restoreAllMocks()
  for (const client of clients) await client.close()
  clients = []
  await web.close()
})

const now = () => new Date('2026-11-24T12:00:00Z')

function open(options: Partial<WebClientOptions> = {}): WebClient {
  const client = createWebClient({ allowed: new Set([web.host]), now, ...options })
  clients.push(client)
  return client
}

/** Names of a test, all of which lead to the fake server. */
function named(...hosts: string[]): Partial<WebClientOptions> {
  return {
    allowed: new Set(hosts),
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
  }
}

async function textOf(client: WebClient, address: string): Promise<string> {
  const answer = await client.get({ isOwn: true, address })
  return answer.kind === 'content' ? new TextDecoder().decode(answer.body) : answer.kind
}

/** Lets a socket look its host up as ever, but connects it to a port here: as if a name led elsewhere at the last moment. */
function dialHome(port: number): string[] {
  const dialled: string[] = []
  const dial = (options: net.TcpNetConnectOpts) => {
    if (options.lookup === undefined) throw new Error('not the connector of the client')
    const socket = new net.Socket()
    options.lookup(options.host ?? '', { all: true }, (error, addresses) => {
      if (error !== null) socket.destroy(error)
      else {
        dialled.push(...[addresses].flat().map((one) => (typeof one === 'string' ? one : one.address)))
        socket.connect(port, '127.0.0.1')
      }
    })
    return socket
  }
  // Of the function's three forms, undici uses this one.
  vi.spyOn(net, 'connect').mockImplementation(dial as typeof net.connect)
  return dialled
}

async function failureOf(work: Promise<unknown>): Promise<Error> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (error instanceof Error) return error
  throw new Error('nothing was thrown')
}

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

describe('what a host leads to', () => {
  const publicly = (...addresses: string[]) =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))

  test('is looked up once a connection, so that no second answer counts', async () => {
    const asked: string[] = []
    const resolve = async (host: string) => {
      asked.push(host)
      return publicly(asked.length === 1 ? '93.184.216.34' : '127.0.0.1')
    }
    const dialled = dialHome(web.port)
    const client = open({ resolve, allowed: new Set() })
    // The socket ends inside although the answer was public: what counts is where it is connected to.
    const first = await failureOf(client.get({ address: 'http://changing.example/' }))
    expect(first.message).toMatch(/not on the public internet/u)
    expect(asked).toEqual(['changing.example'])
    expect(dialled).toEqual(['93.184.216.34'])
    const second = await failureOf(client.get({ address: 'http://changing.example/' }))
    expect(second.message).toMatch(/not on the public internet/u)
    expect(dialled).toEqual(['93.184.216.34'])
    expect(web.requests).toEqual([])
  })

  test.each([
    [['10.1.2.3']],
    [['::1']],
    [['fe80::1%eth0']],
    [['93.184.216.34', '192.168.0.1']],
    [['2606:2800:220:1::1', '::ffff:10.0.0.1']],
    [[]],
  ])('is refused when any of it is inside: %j', async (addresses) => {
    const client = open({ resolve: async () => publicly(...addresses), allowed: new Set() })
    const error = await failureOf(client.get({ address: 'http://mixed.example/' }))
    expect(error).toBeInstanceOf(InputError)
    expect(error.message).toContain('FETCH_ALLOW_PRIVATE')
    expect(error.message).not.toMatch(/10\.|192\.|fe80/u)
  })

  test('may be inside where the desk’s keeper names the host, and only there', async () => {
    web.serve('/wiki', { status: 302, headers: { location: web.address('/other', 'other.intranet') } })
    web.serve('/page', { body: 'the wiki' })
    const client = open(named('wiki.intranet'))
    expect(await textOf(client, web.address('/page', 'wiki.intranet'))).toBe('the wiki')
    const error = await failureOf(client.get({ isOwn: true, address: web.address('/wiki', 'wiki.intranet') }))
    expect(error.message).toMatch(/other\.intranet/u)
  })

  describe('and may be inside for the operator alone', () => {
    const refused = /not on the public internet|only the ports/u

    test('a stranger’s address is refused, also over a connection that is open', async () => {
      web.serve('/page', { body: 'the wiki' })
      const client = open(named('wiki.intranet'))
      const address = web.address('/page', 'wiki.intranet')
      expect((await failureOf(client.get({ address }))).message).toMatch(refused)
      expect(await textOf(client, address)).toBe('the wiki')
      expect((await failureOf(client.get({ address }))).message).toMatch(refused)
      expect((await failureOf(client.get({ address, isOwn: false }))).message).toMatch(refused)
      expect(web.requests).toHaveLength(1)
    })

    test('connections that the operator’s addresses opened carry no others', async () => {
      web.serve('/page', { body: 'the wiki' })
      dialHome(web.port)
      const client = open(named('wiki.intranet'))
      // A port that strangers may name too.
      const address = 'http://wiki.intranet/page'
      expect(await textOf(client, address)).toBe('the wiki')
      expect((await failureOf(client.get({ address }))).message).toMatch(refused)
      expect(web.requests).toHaveLength(1)
    })

    test('a redirect is the operator’s only as long as it stays on the host', async () => {
      web.serve('/old', { status: 301, headers: { location: '/page' } })
      web.serve('/page', { body: 'the wiki' })
      web.serve('/out', { status: 302, headers: { location: web.address('/page', 'wiki.intranet') } })
      const client = open(named('wiki.intranet', 'feeds.example'))
      expect(await textOf(client, web.address('/old', 'wiki.intranet'))).toBe('the wiki')
      const error = await failureOf(client.get({ isOwn: true, address: web.address('/out', 'feeds.example') }))
      expect(error.message).toMatch(refused)
      expect(web.requests.map(({ path }) => path)).toEqual(['/old', '/page', '/out'])
    })
  })

  test('that has no address is a slip where others are found, that cannot be looked up may pass', async () => {
    const failing = (code: string) => ({
      resolve: () => Promise.reject(Object.assign(new Error(code), { code })),
    })
    const offline = await failureOf(open(failing('ENOTFOUND')).get({ address: 'http://typo.example/' }))
    expect(offline).toBeInstanceOf(LaterError)
    expect(offline.message).toMatch(/on the internet/u)

    let time = now().getTime()
    dialHome(web.port)
    const resolve = async (host: string) =>
      host === 'right.example'
        ? [{ address: '93.184.216.34', family: 4 }]
        : Promise.reject(Object.assign(new Error('ENOTFOUND'), { code: 'ENOTFOUND' }))
    const client = open({ allowed: new Set(), resolve, now: () => new Date(time) })
    // Its name is found, though it then leads elsewhere.
    await failureOf(client.get({ address: 'http://right.example/' }))
    const slip = await failureOf(client.get({ address: 'http://typo.example/' }))
    expect(slip).toBeInstanceOf(InputError)
    expect(slip.message).toMatch(/^typo\.example: there is no such host; check the spelling/u)
    time += 11 * 60_000
    expect(await failureOf(client.get({ address: 'http://typo.example/' }))).toBeInstanceOf(LaterError)

    expect(await failureOf(open(failing('EAI_AGAIN')).get({ address: 'http://typo.example/' }))).toBeInstanceOf(
      LaterError,
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
