import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type Answer, type Call, sendAnswer } from './answers.ts'
import { type Arguments, readArguments } from './arguments.ts'
import type { Changes } from './changes.ts'
import type { Faults } from './faults.ts'
import type { Files } from './files.ts'
import type { ResponseUrls } from './response-urls.ts'
import type { WebApi } from './web-api.ts'

/** The routes of the fake's one HTTP server, which also keeps the log of calls. */
export interface Routes {
  webApi: WebApi
  responseUrls: ResponseUrls
  files: Files
  faults: Faults
  calls: Call[]
  changes: Changes
  now: () => number
}

/** Listens on 127.0.0.1 and a free port. */
export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('Fake Slack: no port')
  return address.port
}

/** `routes` may be filled in after the server exists, since some of them need its port. */
export function createFakeServer(routes: () => Routes): Server {
  return createServer((request, response) => {
    serve(request, response, routes()).catch((error: unknown) => {
      // A fault of the fake itself: visible to the test through the client's error.
      response.writeHead(599).end(`fake Slack failed: ${String(error)}`)
    })
  })
}

async function serve(request: IncomingMessage, response: ServerResponse, routes: Routes): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost')
  if (url.pathname.startsWith('/files-pri/')) {
    sendAnswer(routes.files.answer(url.pathname, request.headers.authorization), response)
    routes.changes.notify()
    return
  }
  const args = await readArguments(request, url)
  const called = /^\/api\/([\w.]+)$/.exec(url.pathname)?.[1]
  const method = called ?? 'response_url'
  const fault = routes.faults.take(method, args)
  if (fault?.kind === 'late') await fault.until
  const answer: Answer =
    called === undefined
      ? routes.responseUrls.answer(url.pathname, args, fault)
      : routes.webApi.answer(called, args, request.headers.authorization, fault)
  record(routes, { method, args, at: routes.now(), answer, ...(fault === undefined ? {} : { fault }) })
  // By the fake's clock, as a client that compares clocks sees it (RFC 9110, 6.6.1: Date).
  response.setHeader('date', new Date(routes.now()).toUTCString())
  sendAnswer(answer, response)
}

function record(routes: Routes, call: Call & { args: Arguments }): void {
  routes.calls.push(call)
  routes.changes.notify()
}
