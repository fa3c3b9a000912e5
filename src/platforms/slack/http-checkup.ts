import { createHmac } from 'node:crypto'
import { type Check, good, mend, note } from '../../core/check.ts'
import { type Connection, type ConnectionOptions, EVENTS_PATH, type Transport } from './connection.ts'
import { createHttpConnection } from './http.ts'
import { checkToken, SIGNING_SECRET } from './tokens.ts'

const PROBE_TIMEOUT_MS = 5_000
const OUTSIDE = note(
  'Slack address',
  'whether Slack reaches it from outside stands at api.slack.com/apps → your app → Event Subscriptions: “Verified” beside the Request URL',
)

type Http = Transport & { readonly kind: 'http' }

/** Whether the secret can be one, and whether requests signed with it are taken where the desk listens or is going to. */
export async function checkHttp(transport: Http, options: ConnectionOptions): Promise<Check[]> {
  const what = 'Slack signing secret'
  try {
    checkToken(transport.signingSecret, SIGNING_SECRET)
  } catch (error) {
    return [mend(what, wordsOf(error))]
  }
  return [await checkPlace(transport, options), OUTSIDE]
}

async function checkPlace(transport: Http, options: ConnectionOptions): Promise<Check> {
  const what = 'Slack requests'
  const where = `${transport.host}:${transport.port}`
  const status = transport.port === 0 ? undefined : await probe(transport, options.now())
  switch (status) {
    case 200:
      return good(what, `the desk takes what is signed with SLACK_SIGNING_SECRET at ${where}`)
    case undefined:
      return await checkFree(createHttpConnection(transport, options), where)
    case 401:
      return mend(
        what,
        `the desk that listens at ${where} has another SLACK_SIGNING_SECRET, or the clocks differ; start it again`,
      )
    default:
      return mend(
        what,
        `something else listens at ${where} (it answered ${status}); give another place in SLACK_HTTP, or end it`,
      )
  }
}

/** A port that nothing answers at may still be one that may not be listened at. */
async function checkFree(connection: Connection, where: string): Promise<Check> {
  const what = 'Slack requests'
  try {
    await connection.open()
    return good(what, `the desk can listen at ${where}`)
  } catch (error) {
    return mend(what, wordsOf(error))
  } finally {
    await connection.close()
  }
}

/** Asks as Slack does when somebody sets the address (docs.slack.dev/reference/events/url_verification); the status of the answer. */
async function probe({ signingSecret, host, port }: Http, now: Date): Promise<number | undefined> {
  const body = JSON.stringify({ type: 'url_verification', challenge: 'attache-doctor' })
  const timestamp = String(Math.floor(now.getTime() / 1_000))
  const hash = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')
  try {
    const response = await fetch(`http://${reachable(host)}:${port}${EVENTS_PATH}`, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': `v0=${hash}`,
      },
      redirect: 'manual',
      signal: AbortSignal.timeout(PROBE_TIMEOUT_MS),
    })
    const isOurs = (await response.text()).includes('attache-doctor')
    return response.status === 200 && !isOurs ? 0 : response.status
  } catch {
    return undefined
  }
}

/** What listens at every address of the machine is reached at its own. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
