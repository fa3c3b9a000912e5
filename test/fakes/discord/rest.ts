import type { IncomingMessage, ServerResponse } from 'node:http'
import { ApiError } from './api-errors.ts'
import type { ActiveFault, Faults } from './faults.ts'
import { type RateLimits, refusalBody, refusalHeaders } from './rate-limits.ts'
import { type ApiAnswer, matchRoute, type Route } from './routes.ts'
import type { World } from './world.ts'

/** One REST call, as it came and as it was answered. */
export interface Call {
  method: string
  /** Without `/api/v10`, with ids: `/channels/123/messages`. */
  path: string
  /** `/channels/:channel/messages`; null if the fake knows no such route. */
  route: string | null
  query: URLSearchParams
  body: unknown
  at: number
  /** null until answered, and for ever if the connection was dropped */
  status: number | null
}

export interface RestDoor {
  readonly world: World
  readonly routes: readonly Route[]
  readonly calls: Call[]
  readonly faults: Faults
  readonly rateLimits: RateLimits
  /** Whether the bot's token still holds. */
  authorized(header: string | undefined): boolean
}

interface Reply extends ApiAnswer {
  headers?: Record<string, string>
}

/** Answers one HTTP request of Discord's REST API. */
export async function serveCall(door: RestDoor, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://localhost')
  const path = decodeURIComponent(pathname)
    .replace(/^\/api/, '')
    .replace(/^\/v\d+/, '')
  const method = request.method ?? 'GET'
  const match = matchRoute(door.routes, method, path)
  const body = await readBody(request)
  const route = match?.route.route ?? null
  const call: Call = { method, path, route, query, body, at: door.world.now(), status: null }
  door.calls.push(call)
  door.world.changes.notify()

  // By the fake's clock, as a client that compares clocks sees it (RFC 9110, 6.6.1: Date).
  response.setHeader('Date', new Date(door.world.now()).toUTCString())
  const fault = door.faults.take(method, route, path)
  const early = fault && (await strikeBefore(fault, response))
  if (early === 'dropped') return
  const reply = early ?? answer(door, request, call, match)
  const late = fault && (await strikeAfter(fault, response))
  if (late === 'dropped') return
  write(response, call, late ?? reply)
  door.world.changes.notify()
}

function answer(door: RestDoor, request: IncomingMessage, call: Call, match: ReturnType<typeof matchRoute>): Reply {
  if (!match) return { status: 404, body: { message: '404: Not Found', code: 0 } }
  const { route, ids } = match
  if (!route.open && !door.authorized(request.headers.authorization)) return failure(new ApiError(0))
  const verdict = door.rateLimits.count(route.method, route.route, ids[0] ?? '')
  if (verdict.retryAfterSeconds !== null) {
    return { status: 429, body: refusalBody(verdict.retryAfterSeconds, verdict.global), headers: verdict.headers }
  }
  try {
    if (call.body instanceof SyntaxError) throw new ApiError(50109)
    const { query, body } = call
    return { ...route.handle(door.world, { ids, query, body }), headers: verdict.headers }
  } catch (error) {
    if (error instanceof ApiError) return { ...failure(error), headers: verdict.headers }
    throw error
  }
}

async function strikeBefore(fault: ActiveFault, response: ServerResponse): Promise<Reply | 'dropped' | undefined> {
  const { order } = fault
  switch (order.kind) {
    case 'rate-limited': {
      const { retryAfterSeconds, global = false, shared = false } = order
      const headers = refusalHeaders(retryAfterSeconds, global ? 'global' : shared ? 'shared' : 'user')
      return { status: 429, body: refusalBody(retryAfterSeconds, global), headers }
    }
    case 'api-error':
      return failure(new ApiError(order.code))
    case 'error-before':
      return serverError(order.status)
    case 'drop-before':
      return drop(response, order.reset)
    case 'stall-before':
      await fault.released
      return response.destroyed ? 'dropped' : undefined
    default:
      return undefined
  }
}

async function strikeAfter(fault: ActiveFault, response: ServerResponse): Promise<Reply | 'dropped' | undefined> {
  const { order } = fault
  switch (order.kind) {
    case 'error-after':
      return serverError(order.status)
    case 'drop-after':
      return drop(response, order.reset)
    case 'stall-after':
      await fault.released
      return response.destroyed ? 'dropped' : undefined
    default:
      return undefined
  }
}

function drop(response: ServerResponse, reset = false): 'dropped' {
  if (reset) response.socket?.resetAndDestroy()
  else response.socket?.destroy()
  return 'dropped'
}

function serverError(status = 502): Reply {
  return { status, body: { message: `${status}: Server Error`, code: 0 } }
}

function failure(error: ApiError): Reply {
  return { status: error.status, body: error.body() }
}

function write(response: ServerResponse, call: Call, { status, body, headers = {} }: Reply): void {
  call.status = status
  if (body === undefined) {
    response.writeHead(status, headers).end()
    return
  }
  response.writeHead(status, { ...headers, 'Content-Type': 'application/json' }).end(JSON.stringify(body))
}

/** The body: JSON, or of an upload its `payload_json`. A SyntaxError stands for JSON that cannot be read. */
async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const bytes = Buffer.concat(chunks)
  if (bytes.length === 0) return undefined
  const type = request.headers['content-type'] ?? ''
  try {
    return type.startsWith('multipart/form-data') ? await readUpload(bytes, type) : JSON.parse(bytes.toString('utf8'))
  } catch (error) {
    return error
  }
}

/** An upload's message; files that it does not describe itself are attached under their own names. */
async function readUpload(bytes: Buffer, type: string): Promise<object> {
  const form = await new Response(new Uint8Array(bytes), { headers: { 'Content-Type': type } }).formData()
  const payload = form.get('payload_json')
  const attachments = [...form].flatMap(([key, part]) => {
    const id = /^files\[(\d+)\]$/.exec(key)?.[1]
    return id === undefined || typeof part === 'string' ? [] : [{ id, filename: part.name }]
  })
  return { attachments, ...(typeof payload === 'string' ? JSON.parse(payload) : {}) }
}
