import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { HTTPReceiver } from '@slack/bolt'
import { InputError, LaterError } from '../../core/errors.ts'
import type { Log } from '../../core/log.ts'
import { type Connection, type ConnectionOptions, EVENTS_PATH, type Transport, UnheardError } from './connection.ts'
import { checkToken, SIGNING_SECRET } from './tokens.ts'

/** A view may have 250 KB, a message far less. */
const BODY_LIMIT_BYTES = 1_000_000
/** A question for the certificate (`ssl_check=1`) is not signed; Bolt answers it and nothing else. */
const UNSIGNED_BYTES = 1_000
/** Slack gives up after three seconds (docs.slack.dev/apis/events-api). */
const REQUEST_TIMEOUT_MS = 5_000
/** What is being answered when the desk stops has as long as Slack waits. */
const CLOSE_TIMEOUT_MS = 4_000
/** The window that Slack recommends (docs.slack.dev/authentication/verifying-requests-from-slack). Bolt leaves its future side open. */
const CLOCK_TOLERANCE_S = 300
/** Anybody may send unsigned requests to a public address; the log is told of them no more often. */
const COMPLAIN_EVERY_MS = 10 * 60_000

/**
 * Signed requests, taken by Bolt's own receiver behind a server with limits. What is not signed as Slack signs is answered with 401 and
 * nothing else, and nothing of it is read but its body, as far as the limit.
 */
export function createHttpConnection(
  { signingSecret, host, port }: Transport & { kind: 'http' },
  { log, logger, now }: ConnectionOptions,
): Connection {
  const receiver = new HTTPReceiver({
    // The receiver throws for an empty one; `open` says what to mend.
    signingSecret: signingSecret || 'none',
    endpoints: [EVENTS_PATH],
    bodyLimit: BODY_LIMIT_BYTES,
    // It warns of every request that is not Slack's.
    logger: { ...logger, warn() {} },
    // Not acknowledged, or not in time: Slack is to send it again.
    unhandledRequestHandler: ({ response }) => end(response, 503),
    async processEventErrorHandler({ error, response }) {
      if (!(error instanceof UnheardError)) log.error('a request of Slack’s was not dealt with', { error })
      end(response, 503)
      return false
    },
    dispatchErrorHandler: ({ response }) => end(response, 400),
  })
  const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS, headersTimeout: REQUEST_TIMEOUT_MS }, take)
  const complain = createComplaints(() => now().getTime(), log)

  function take(request: IncomingMessage, response: ServerResponse): void {
    response.on('finish', () => {
      if (response.statusCode === 401) complain(ageOf(request, now()))
    })
    if (request.url?.split('?', 1)[0] !== EVENTS_PATH) end(response, 404)
    else if (request.method !== 'POST') end(response, 405, { allow: 'POST' })
    else if (isStrange(request, now())) end(response, 401, { connection: 'close' })
    else {
      // Bolt compares it whole, and takes a form with its character set named for JSON.
      request.headers['content-type'] = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase()
      receiver.requestListener(request, response)
    }
  }

  return {
    receiver,
    async open() {
      checkToken(signingSecret, SIGNING_SECRET)
      if (server.listening) return
      await new Promise<void>((resolve, reject) => {
        const fail = (error: NodeJS.ErrnoException) => reject(listenError(error, host, port))
        server.once('error', fail)
        server.listen(port, host, () => {
          server.off('error', fail)
          resolve()
        })
      })
      server.on('error', (error) => log.error('something went wrong where Slack’s requests are taken', { error }))
      const address = server.address()
      const actual = typeof address === 'object' && address !== null ? address.port : port
      log.info('listening for Slack’s requests', { host, port: actual, path: EVENTS_PATH })
    },
    async close() {
      if (!server.listening) return
      await new Promise<void>((resolve) => {
        const cut = setTimeout(() => server.closeAllConnections(), CLOSE_TIMEOUT_MS)
        server.close(() => {
          clearTimeout(cut)
          resolve()
        })
        server.closeIdleConnections()
      })
    },
  }
}

/** What can be told to be somebody else's before its body is read: kept for later, signed ahead, or not signed and of any size. */
function isStrange(request: IncomingMessage, now: Date): boolean {
  if (Math.abs(ageOf(request, now)) > CLOCK_TOLERANCE_S) return true
  return (
    request.headers['x-slack-signature'] === undefined && !(Number(request.headers['content-length']) <= UNSIGNED_BYTES)
  )
}

/** Seconds since the request says it was made, below zero for the future. Not a number if it does not say. */
function ageOf({ headers }: IncomingMessage, now: Date): number {
  return now.getTime() / 1_000 - Number(headers['x-slack-request-timestamp'])
}

function end(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  if (!response.headersSent) response.writeHead(status, headers)
  response.end()
}

/** Tells of refused requests, the first at once, the others by their number; what they hold is a stranger's and stays out of the log. */
function createComplaints(now: () => number, log: Log): (ageS: number) => void {
  let saidAt = Number.NEGATIVE_INFINITY
  let unsaid = 0
  return (ageS) => {
    unsaid += 1
    if (now() - saidAt < COMPLAIN_EVERY_MS) return
    const words =
      Math.abs(ageS) > CLOCK_TOLERANCE_S
        ? 'a request was refused for its time; if it was Slack’s, the clock of this machine is wrong'
        : 'a request was refused for its signature; if it was Slack’s, SLACK_SIGNING_SECRET is not that of the app'
    log.warn(words, { refused: unsaid })
    saidAt = now()
    unsaid = 0
  }
}

function listenError(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const where = `${host}:${port} (SLACK_HTTP)`
  // Perhaps of a desk that is just stopping.
  if (error.code === 'EADDRINUSE')
    return new LaterError(`another process listens at ${where}`, undefined, { cause: error })
  return new InputError(`The desk cannot listen at ${where} (${error.code ?? error.message}); give another place.`, {
    cause: error,
  })
}
