import { createServer, type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { SENT_AT_HEADER } from './clock.ts'

/** What a call is about: a message (or the thread for one) is made, one is looked for, or anything else. */
export type Errand = 'send' | 'look' | 'other'

/** One HTTP call of a desk, held at the door until somebody says what becomes of it. */
export interface Call {
  readonly errand: Errand
  /** The channel or thread in a path of Discord's; undefined for Slack. */
  readonly channel: string | undefined
  /** When the desk sent it, on the desks' clock, in milliseconds since 1970. */
  readonly sentAt: number
  /** Hands it to the platform, whether or not the desk is still there, and gives the platform's answer. */
  forward(): Promise<PlatformAnswer>
  /** Gives the desk an answer; without effect if it is gone. */
  reply(answer: PlatformAnswer): void
  /** Breaks the connection without an answer. */
  breakOff(): void
  /** Resolves when the desk has given the call up, or is dead, or has had its answer. */
  readonly over: Promise<void>
}

export interface PlatformAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** The way from one desk to both platforms' Web APIs. Sockets for events go round it. */
export interface Door {
  readonly slackUrl: string
  readonly discordUrl: string
  close(): Promise<void>
}

export interface DoorOptions {
  /** Base of each platform's API. */
  readonly slack: string
  readonly discord: string
  /** Says what becomes of a call. A failure breaks the connection. */
  readonly decide: (call: Call) => Promise<void>
}

const SENDS = [/\/chat\.postMessage$/u, /\/channels\/\d+\/messages$/u, /\/channels\/\d+\/messages\/\d+\/threads$/u]
const LOOKS = [/\/conversations\.(?:history|replies)$/u, /\/channels\/\d+\/messages(?:\/\d+)?$/u]

/** Opens a door on a free port of 127.0.0.1. */
export async function openDoor({ slack, discord, decide }: DoorOptions): Promise<Door> {
  const server = createServer((incoming, response) => {
    take(incoming, response).catch(() => response.destroy())
  })

  async function take(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk)
    const [, platform = '', path = ''] = /^\/(slack|discord)\/(.*)$/u.exec(incoming.url ?? '') ?? []
    const base = platform === 'slack' ? slack : discord
    const address = new URL(`${base.replace(/\/$/u, '')}/${path}`)
    const { promise: over, resolve } = Promise.withResolvers<void>()
    response.once('close', resolve)
    await decide({
      errand: errandOf(incoming.method, address.pathname),
      channel: /\/channels\/(\d+)\//u.exec(address.pathname)?.[1],
      sentAt: Number(incoming.headers[SENT_AT_HEADER] ?? Number.NaN),
      over,
      forward: () => passOn(address, incoming, Buffer.concat(chunks)),
      breakOff: () => response.destroy(),
      reply({ status, headers, body }) {
        if (response.destroyed) return
        const { connection, 'transfer-encoding': encoding, ...kept } = headers
        response.writeHead(status, { ...kept, 'content-length': body.length }).end(body)
      },
    })
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const bound = server.address()
  if (bound === null || typeof bound === 'string') throw new Error('a TCP server has a port')
  const origin = `http://127.0.0.1:${bound.port}`
  return {
    slackUrl: `${origin}/slack/`,
    discordUrl: `${origin}/discord`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  }
}

/** An answer that the platform's own servers never saw the request for. */
export function serverError(status: number): PlatformAnswer {
  return { status, headers: { 'content-type': 'text/plain' }, body: Buffer.from('server error') }
}

/** What Discord answers who may not read there: docs.discord.com/developers/topics/opcodes-and-status-codes, JSON Error Codes. */
export function historyClosed(): PlatformAnswer {
  const body = Buffer.from(JSON.stringify({ message: 'Missing Access', code: 50001 }))
  return { status: 403, headers: { 'content-type': 'application/json' }, body }
}

function errandOf(method: string | undefined, path: string): Errand {
  if (method === 'POST' && SENDS.some((pattern) => pattern.test(path))) return 'send'
  return LOOKS.some((pattern) => pattern.test(path)) ? 'look' : 'other'
}

function passOn(address: URL, { method, headers }: IncomingMessage, body: Buffer): Promise<PlatformAnswer> {
  const { host, connection, 'transfer-encoding': encoding, [SENT_AT_HEADER]: sentAt, ...kept } = headers
  return new Promise((resolve, reject) => {
    const outgoing = request(
      address,
      { method: method ?? 'GET', headers: { ...kept, 'content-length': body.length } },
      (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('error', reject)
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) }),
        )
      },
    )
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}
