import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the server says to one path: an answer, or something that takes the response into its own hands. */
export type FakePage = FakeAnswer | ((request: IncomingMessage, response: ServerResponse) => void)

export interface FakeAnswer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  readonly body?: string | Uint8Array
}

export interface FakeWeb {
  /** `127.0.0.1:PORT` */
  readonly host: string
  readonly port: number
  /** What was asked for, in order. */
  readonly requests: readonly { readonly path: string; readonly headers: IncomingHttpHeaders }[]
  /** The address of a path here, by number or by a name that a test's resolver knows. */
  address(path: string, host?: string): string
  /** Lays down what a path answers from now on; any other path is a 404. */
  serve(path: string, page: FakePage): void
  close(): Promise<void>
}

/** A web server on this machine, with faults on demand (`faults.ts`). */
export async function startFakeWeb(): Promise<FakeWeb> {
  const pages = new Map<string, FakePage>()
  const requests: { path: string; headers: IncomingHttpHeaders }[] = []
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    requests.push({ path, headers: request.headers })
    const page = pages.get(path) ?? { status: 404 }
    if (typeof page === 'function') page(request, response)
    else {
      for (const [name, value] of Object.entries(page.headers ?? {})) response.setHeader(name, value)
      response.writeHead(page.status ?? 200).end(page.body)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // A server that listens on a port has one.
  return {
    host: `127.0.0.1:${port}`,
    port,
    requests,
    address: (path, host = '127.0.0.1') => `http://${host}:${port}${path}`,
    serve: (path, page) => void pages.set(path, page),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
