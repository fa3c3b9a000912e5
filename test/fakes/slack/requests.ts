import { createHmac, randomUUID } from 'node:crypto'
import type { Changes } from './changes.ts'
import { Courier, type Envelope, type EnvelopeType } from './courier.ts'
import { isObject, type JsonObject } from './json.ts'

export interface RequestUrls {
  /** where the app listens; several stand for one address with a balancer behind it, which takes them in turn */
  urls: readonly string[]
  signingSecret: string
}

const FORM = 'application/x-www-form-urlencoded'

/** The headers by which an app knows Slack: https://docs.slack.dev/authentication/verifying-requests-from-slack */
export function signatureOf(body: string, signingSecret: string, atMs: number): Record<string, string> {
  const timestamp = String(Math.floor(atMs / 1000))
  const hash = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${hash}` }
}

/** Signed requests to the app's address. What is not answered with 200 is not tried again unless a test does. */
export class Requests extends Courier {
  readonly #now: () => number
  readonly #changes: Changes
  readonly #stopping = new AbortController()
  #to: RequestUrls = { urls: [], signingSecret: '' }
  #turn = 0

  constructor(now: () => number, changes: Changes) {
    super()
    this.#now = now
    this.#changes = changes
  }

  /**
   * Whoever sets the address in the app's settings has Slack ask for a challenge. Throws an Error that says what came back instead.
   * https://docs.slack.dev/reference/events/url_verification
   */
  async verify(to: RequestUrls): Promise<void> {
    for (const url of to.urls) {
      const challenge = randomUUID()
      const body = JSON.stringify({ token: 'fake-verification-token', challenge, type: 'url_verification' })
      const headers = { 'content-type': 'application/json', ...signatureOf(body, to.signingSecret, this.#now()) }
      const response = await fetch(url, { method: 'POST', body, headers })
      const answer = await response.text()
      if (response.status !== 200 || !answer.includes(challenge)) {
        throw new Error(`Fake Slack: ${url} answered the challenge with ${response.status} ${answer}`)
      }
    }
    this.#to = to
  }

  send(type: EnvelopeType, payload: JsonObject): Envelope {
    const envelope: Envelope = { type, payload, attempts: [], acks: [] }
    this.envelopes.push(envelope)
    this.#deliver(envelope, undefined)
    this.#changes.notify()
    return envelope
  }

  redeliver(envelope: Envelope, reason = 'http_timeout'): void {
    this.#deliver(envelope, reason)
  }

  /** Gives up what is on its way. */
  stop(): void {
    this.#stopping.abort()
  }

  #deliver(envelope: Envelope, retryReason: string | undefined): void {
    const connection = 1 + (this.#turn % Math.max(1, this.#to.urls.length))
    const url = this.#to.urls[connection - 1]
    if (url === undefined) return
    this.#turn += 1
    const retryAttempt = retryReason === undefined ? 0 : Math.max(1, envelope.attempts.length)
    const attempt = { envelopeId: randomUUID(), connection, at: this.#now(), retryAttempt }
    envelope.attempts.push(attempt)
    const body = bodyOf(envelope)
    const headers = {
      'content-type': envelope.type === 'events_api' ? 'application/json' : FORM,
      ...signatureOf(body, this.#to.signingSecret, this.#now()),
      ...(retryReason === undefined
        ? {}
        : { 'x-slack-retry-num': String(retryAttempt), 'x-slack-retry-reason': retryReason }),
    }
    this.#post(envelope, attempt, url, { method: 'POST', body, headers, signal: this.#stopping.signal }).then(
      () => this.#changes.notify(),
      // Refused, dropped or given up: an attempt without a status.
      () => this.#changes.notify(),
    )
  }

  async #post(envelope: Envelope, attempt: Envelope['attempts'][number], url: string, init: RequestInit) {
    const response = await fetch(url, init)
    const answer = await response.text()
    attempt.status = response.status
    if (response.status !== 200) return
    const { envelopeId, connection } = attempt
    envelope.acks.push({ envelopeId, connection, at: this.#now(), payload: payloadOf(response, answer) })
  }
}

/** Events as JSON, commands as a form of their fields, interactions as a form with one field of JSON. */
function bodyOf({ type, payload }: Envelope): string {
  if (type === 'events_api') return JSON.stringify(payload)
  if (type === 'interactive') return new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
  const form = new URLSearchParams()
  for (const [name, value] of Object.entries(payload)) form.set(name, String(value))
  return form.toString()
}

function payloadOf(response: Response, answer: string): JsonObject {
  if (response.headers.get('content-type')?.startsWith('application/json') !== true) {
    return answer === '' ? {} : { text: answer }
  }
  const parsed: unknown = JSON.parse(answer)
  return isObject(parsed) ? parsed : {}
}
