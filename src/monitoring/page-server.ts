import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { InputError } from '../core/errors.ts'

/** What is served under a path. */
export interface Page {
  readonly status: number
  readonly type: string
  readonly body: string
}

export interface PageServer {
  /** `http://host:port`, with the port that was taken. */
  readonly address: string
  /** Ends answers that are under way, but waits no longer than a second for them. */
  close(): Promise<void>
}

/** Somebody who watches needs one connection; many more are somebody who should not. */
const MOST_CONNECTIONS = 50
const CLOSE_WITHIN_MS = 1_000

/**
 * Serves pages that are made anew at every request, by GET and HEAD only; whatever else a request holds is not read. The server does not
 * keep the process alive. Throws `InputError` where it may not listen.
 */
export async function servePages(
  { host, port }: { readonly host: string; readonly port: number },
  pages: ReadonlyMap<string, () => Page | Promise<Page>>,
): Promise<PageServer> {
  const server = createServer({
    maxHeaderSize: 8_192,
    headersTimeout: 5_000,
    requestTimeout: 5_000,
    keepAliveTimeout: 5_000,
    connectionsCheckingInterval: 1_000,
  })
  server.maxConnections = MOST_CONNECTIONS
  const answer = (request: IncomingMessage, response: ServerResponse) => void respond(request, response, pages)
  server.on('request', answer)
  // Otherwise Node asks for the body before it hands the request over.
  server.on('checkContinue', answer)
  await listen(server, host, port)
  // Later errors (no file descriptor left for a connection) end that connection only.
  server.on('error', () => {})
  server.unref()
  return { address: `http://${printAddress(server)}`, close: () => close(server) }
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  pages: ReadonlyMap<string, () => Page | Promise<Page>>,
): Promise<void> {
  const page = await pageFor(request, pages)
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers
  response.writeHead(page.status, {
    'content-type': page.type,
    'content-length': Buffer.byteLength(page.body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(page.status === 405 ? { allow: 'GET, HEAD' } : {}),
    // The next request would stand behind a body that nobody reads.
    ...(length !== undefined || encoding !== undefined ? { connection: 'close' } : {}),
  })
  response.end(request.method === 'HEAD' ? undefined : page.body)
}

async function pageFor(
  { method, url = '' }: IncomingMessage,
  pages: ReadonlyMap<string, () => Page | Promise<Page>>,
): Promise<Page> {
  const make = pages.get(url.split('?', 1)[0] ?? '')
  if (make === undefined) return plainPage(404, `There is ${[...pages.keys()].join(', ')}.`)
  if (method !== 'GET' && method !== 'HEAD') return plainPage(405, 'Only GET and HEAD.')
  try {
    return await make()
  } catch {
    return plainPage(500, 'This page cannot be made now.')
  }
}

function plainPage(status: number, text: string): Page {
  return { status, type: 'text/plain; charset=utf-8', body: `${text}\n` }
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new InputError(wordsFor(error, port), { cause: error })),
    )
    server.listen(port, host, resolve)
  })
  server.removeAllListeners('error')
}

function wordsFor({ code, message }: NodeJS.ErrnoException, port: number): string {
  switch (code) {
    case 'EADDRINUSE':
      return `port ${port} is taken by another program, perhaps by another desk`
    case 'EACCES':
      return `port ${port} may not be used by this account; take one from 1024 up`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'this machine does not have that address'
    default:
      return `nothing can be served there (${code ?? message})`
  }
}

function printAddress(server: Server): string {
  const { address, port, family } = server.address() as AddressInfo // A string only for a socket in the file system.
  return family === 'IPv6' ? `[${address}]:${port}` : `${address}:${port}`
}

async function close(server: Server): Promise<void> {
  const timer = setTimeout(() => server.closeAllConnections(), CLOSE_WITHIN_MS)
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
  })
  clearTimeout(timer)
}
