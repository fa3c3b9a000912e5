import { once } from 'node:events'
import { request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { InputError } from '../../src/core/errors.ts'
import { type Page, type PageServer, servePages } from '../../src/monitoring/page-server.ts'

let server: PageServer
let sockets: Socket[]
let held: PromiseWithResolvers<Page>

const page = (body: string): Page => ({ status: 200, type: 'text/plain; charset=utf-8', body })

beforeEach(async () => {
  sockets = []
  held = Promise.withResolvers()
  server = await servePages(
    { host: '127.0.0.1', port: 0 },
    new Map<string, () => Page | Promise<Page>>([
      ['/ok', () => page('größer\n')],
      ['/ill', () => ({ ...page('{}'), status: 503 })],
      ['/broken', () => Promise.reject(new Error('token xoxb-1 in a message'))],
      ['/held', () => held.promise],
    ]),
  )
})

afterEach(async () => {
  held.resolve(page(''))
  for (const socket of sockets) socket.destroy()
  await server.close()
})

/** Everything the server says to raw text, until it closes the connection. */
async function say(text: string): Promise<string> {
  const socket = await open()
  socket.write(text)
  return await read(socket)
}

async function open(): Promise<Socket> {
  const socket = connect(Number(new URL(server.address).port), '127.0.0.1')
  sockets.push(socket)
  await once(socket, 'connect')
  return socket.setEncoding('utf8')
}

async function read(socket: Socket): Promise<string> {
  let heard = ''
  socket.on('data', (text) => {
    heard += text
  })
  // A reset after the answer is an end, too.
  socket.on('error', () => {})
  await once(socket, 'close')
  return heard
}

test('a page by GET, with or without a query, and its headers by HEAD', async () => {
  const got = await fetch(`${server.address}/ok?x=1`)
  expect([got.status, got.headers.get('content-type'), await got.text()]).toEqual([
    200,
    'text/plain; charset=utf-8',
    'größer\n',
  ])
  const head = await fetch(`${server.address}/ok`, { method: 'HEAD' })
  expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '9', ''])
  expect((await fetch(`${server.address}/ill`)).status).toBe(503)
})

test.for(['/', '/ok/', '/OK', '/ok/../ok%2f', '//ok', '/metrics/../../etc/passwd'])(
  'nothing is at %s',
  async (path) => {
    const answer = await say(`GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`)
    expect(answer).toMatch(/^HTTP\/1\.1 404 /u)
  },
)

test.for(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('%s is refused', async (method) => {
  const got = await fetch(`${server.address}/ok`, { method })
  expect([got.status, got.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
})

test('a page that cannot be made says nothing of why', async () => {
  const got = await fetch(`${server.address}/broken`)
  expect(got.status).toBe(500)
  expect(await got.text()).not.toContain('xoxb')
})

test('a body is neither asked for nor read: the connection ends after the answer', async () => {
  const asked = await say('POST /ok HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\nexpect: 100-continue\r\n\r\n')
  expect(asked).toMatch(/^HTTP\/1\.1 405 /u)
  const endless = await say('GET /ok HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n')
  expect(endless).toMatch(/^HTTP\/1\.1 200 /u)
  expect(endless.toLowerCase()).toContain('connection: close')
})

test('more headers than anybody needs, and what is not HTTP, are refused', async () => {
  const long = await say(`GET /ok HTTP/1.1\r\nhost: x\r\nx: ${'x'.repeat(9_000)}\r\n\r\n`)
  expect(long).toMatch(/^HTTP\/1\.1 431 /u)
  expect(await say('\u0016\u0003\u0001 hello\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /u)
})

test('a port that is taken, and an address that is not ours, are told in plain words', async () => {
  const port = Number(new URL(server.address).port)
  const taken = servePages({ host: '127.0.0.1', port }, new Map())
  await expect(taken).rejects.toThrow(
    new InputError(`port ${port} is taken by another program, perhaps by another desk`),
  )
  const elsewhere = servePages({ host: '192.0.2.1', port: 0 }, new Map())
  await expect(elsewhere).rejects.toThrow(new InputError('this machine does not have that address'))
})

test('closing waits for an answer that is under way, not for connections that are idle', async () => {
  const idle = await open()
  const idleGone = once(idle, 'close')
  const answer = new Promise<number | undefined>((resolve, reject) => {
    const asking = request(`${server.address}/held`, (response) => resolve(response.resume().statusCode))
    asking.on('error', reject).end()
  })
  await fetch(`${server.address}/ok`)
  const closed = server.close()
  held.resolve(page('late'))
  expect(await answer).toBe(200)
  await Promise.all([closed, idleGone])
  await expect(fetch(`${server.address}/ok`)).rejects.toThrow()
})

test('closing does not wait for ever', async () => {
  const slow = await open()
  slow.write('GET /held HTTP/1.1\r\nhost: x\r\n\r\n')
  await fetch(`${server.address}/ok`)
  const [heard] = await Promise.all([read(slow), server.close()])
  expect(heard).toBe('')
})
