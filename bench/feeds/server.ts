import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { seededRandom } from '../lookup/random.ts'
import { FEED_KINDS, generateFeed } from './generated.ts'

/** What the bench tells its server, and what that answers. */
export type ServerOrder = { readonly round: number } | 'count'
export interface ServerCount {
  readonly requests: number
  readonly unchanged: number
  /** Of bodies, as they were sent. */
  readonly bytes: number
}

/** Of each feed, in a round, something has changed with this chance. */
const CHANGE = 0.1
const ENTRIES = 20

let round = 0
let count = { requests: 0, unchanged: 0, bytes: 0 }
const sent = new Map<number, { readonly version: number; readonly body: Buffer }>()

const server = createServer((request, response) => {
  const number = Number(/\d+/u.exec(request.url ?? '')?.[0] ?? 0)
  const version = versionOf(number)
  const etag = `"${number}-${version}"`
  count.requests += 1
  response.setHeader('etag', etag)
  // A third of all servers say for how long an answer is fresh, another third of the feeds themselves do.
  if (number % 3 === 1) response.setHeader('cache-control', 'max-age=3600')
  if (request.headers['if-none-match'] === etag) {
    count.unchanged += 1
    response.writeHead(304).end()
    return
  }
  const body = bodyOf(number, version)
  count.bytes += body.length
  response.writeHead(200, { 'content-type': 'application/xml', 'content-encoding': 'gzip' }).end(body)
})

server.listen(0, '127.0.0.1', () => {
  // A server that listens on a port has an address of this kind.
  process.send?.({ port: (server.address() as AddressInfo).port })
})

// The bench sends what its type says.
process.on('message', (order: ServerOrder) => {
  if (order === 'count') process.send?.(count)
  else {
    round = order.round
    count = { requests: 0, unchanged: 0, bytes: 0 }
    process.send?.(count)
  }
})

function versionOf(number: number): number {
  const random = seededRandom(number + 1)
  let version = 0
  for (let past = 0; past < round; past += 1) if (random.share() < CHANGE) version += 1
  return version
}

function bodyOf(number: number, version: number): Buffer {
  const known = sent.get(number)
  if (known?.version === version) return known.body
  const kind = FEED_KINDS[number % FEED_KINDS.length] ?? 'RSS'
  const hint = number % 3 === 0 ? { ttl: 120 } : {}
  const body = gzipSync(generateFeed({ number, kind, entries: ENTRIES, news: version, ...hint }))
  sent.set(number, { version, body })
  return body
}
