import net from 'node:net'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { InputError, LaterError } from '../../../src/core/errors.ts'
import type { WebClientOptions } from '../../../src/sources/web/client.ts'
import { failureOf, now, openWebStage, textOf, type WebStage } from './stage.ts'

let web: WebStage['web']
let open: WebStage['open']
let end: WebStage['end']

beforeEach(async () => {
  ;({ web, open, end } = await openWebStage())
})

afterEach(async () => {
  vi.restoreAllMocks()
  await end()
})

/** Names of a test, all of which lead to the fake server. */
function named(...hosts: string[]): Partial<WebClientOptions> {
  return {
    allowed: new Set(hosts),
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
  }
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
