import { Agent, type Dispatcher, request } from 'undici'
import { InputError } from '../../core/errors.ts'
import { optional } from '../../core/optional.ts'
import { type AllowedHosts, isAllowed, readAddress } from './address.ts'
import { ENCODINGS, readBody } from './body.ts'
import { createConnector, type Resolve, resolveBySystem } from './connector.ts'
import { failureOf, refusalOf } from './failure.ts'
import { AT_ONCE_A_HOST, createHostQueue } from './host-queue.ts'
import { freshFor, headerOf, retryAfter } from './response-headers.ts'

/** What the desk calls itself; sites' robots rules name it by the first word. */
export const USER_AGENT = 'Attache/0.1 (briefing desk)'

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])
const PERMANENT: ReadonlySet<number> = new Set([301, 308])
const MOST_REDIRECTS = 5

/** So long after a host was found by its name it is taken that others would be. */
const ONLINE_MS = 10 * 60_000

const NOBODY: AllowedHosts = new Set()

/** A longer validator is kept by nobody and sent back to nobody. */
const LONGEST_VALIDATOR = 1_024

export interface WebLimits {
  /** Milliseconds: for a connection, until headers are there, between two pieces of a body, and for all of it with redirects. */
  readonly connectMs: number
  readonly headersMs: number
  readonly idleMs: number
  readonly totalMs: number
  /** Bytes of headers. */
  readonly headerBytes: number
  /** Bytes of a body, as sent and as unpacked. */
  readonly bodyBytes: number
}

const LIMITS: WebLimits = {
  connectMs: 10_000,
  headersMs: 20_000,
  idleMs: 15_000,
  totalMs: 60_000,
  headerBytes: 32 * 1024,
  bodyBytes: 20 * 1024 * 1024,
}

export interface WebClientOptions {
  /** Hosts that the operator's own addresses may be on though they are not public; `FETCH_ALLOW_PRIVATE`. */
  readonly allowed: AllowedHosts
  readonly now: () => Date
  /** The system's resolver unless given. */
  readonly resolve?: Resolve
  readonly limits?: Partial<WebLimits>
}

export interface WebRequest {
  readonly address: string
  /** The operator wrote the address: hosts that may be fetched though they are not public count for it, and for no others. */
  readonly isOwn?: boolean
  /** Validators of the answer that is known: what has not changed since is not sent again. */
  readonly etag?: string
  readonly lastModified?: string
  /** Media types that are wanted, as `Accept` lists them. */
  readonly accept?: string
  /** Aborts it, with the signal's reason as the cause. */
  readonly signal?: AbortSignal
}

interface Answered {
  /** Where the answer came from in the end. */
  readonly address: string
  /** The address that permanent redirects (301, 308) name from now on in place of the one asked. */
  readonly movedTo?: string
  /** Milliseconds for which the server says that nothing will change. */
  readonly freshMs?: number
}

export type WebAnswer =
  | (Answered & { readonly kind: 'unchanged' })
  | (Answered & {
      readonly kind: 'content'
      readonly body: Uint8Array
      /** The whole header, e.g. `text/html; charset=utf-8`. */
      readonly contentType?: string
      readonly etag?: string
      readonly lastModified?: string
    })

/** Fetches from the public web, and nowhere else. */
export interface WebClient {
  /**
   * Gets what is at an address, following at most 5 redirects, each of which is checked like the address itself, and as a stranger's as
   * soon as one leaves the host; two requests a host go on at once, others wait. A redirect from https to http is followed, since nothing secret is sent, but never remembered as a move.
   * Throws `InputError` (the address or what is there will not do; says how to mend it), `GoneError` (410) or `LaterError` (it may pass;
   * with `Retry-After` where the server said). Messages name the host alone.
   */
  get(request: WebRequest): Promise<WebAnswer>
  /** Breaks off what is under way and closes every connection. */
  close(): Promise<void>
}

export function createWebClient({
  allowed,
  now,
  resolve = resolveBySystem,
  limits: given,
}: WebClientOptions): WebClient {
  const limits = { ...LIMITS, ...given }
  const queue = createHostQueue(AT_ONCE_A_HOST)
  let foundAt = Number.NEGATIVE_INFINITY
  const lookUp: Resolve = async (host) => {
    const found = await resolve(host)
    // The operator's own hosts may be known without the internet.
    if (!isAllowed(host, '', allowed)) foundAt = now().getTime()
    return found
  }
  const openAgent = (hosts: AllowedHosts) =>
    new Agent({
      connect: createConnector({
        allowed: hosts,
        timeoutMs: limits.connectMs,
        resolve: lookUp,
      }),
      headersTimeout: limits.headersMs,
      bodyTimeout: limits.idleMs,
      maxHeaderSize: limits.headerBytes,
    })
  // Two, since connections are used again: one that an address of the operator's opened must carry no other.
  const own = { allowed, agent: openAgent(allowed) }
  const others = { allowed: NOBODY, agent: openAgent(NOBODY) }
  const wayOf = (isOwn: boolean) => (isOwn ? own : others)

  return {
    async get(wanted) {
      const isOwn = wanted.isOwn ?? false
      let hop: Hop = { url: readAddress(wanted.address, wayOf(isOwn).allowed), isOwn, permanent: true }
      const budget = { leftMs: limits.totalMs }
      for (let redirects = 0; ; redirects += 1) {
        const { url } = hop
        try {
          const next = await queue.run(url.hostname, () => tryOnce(hop, wanted, budget))
          if ('kind' in next) return next
          hop = next
        } catch (error) {
          throw failureOf(error, url.hostname, now().getTime() - foundAt < ONLINE_MS)
        }
        if (redirects === MOST_REDIRECTS)
          throw new InputError(`${hop.url.hostname}: it is redirected more than ${MOST_REDIRECTS} times`)
      }
    },
    async close() {
      await Promise.all([own.agent.destroy(), others.agent.destroy()])
    },
  }

  /** One request: the answer, or the next hop. Time spent waiting for a place is not counted. */
  async function tryOnce(hop: Hop, wanted: WebRequest, budget: { leftMs: number }): Promise<WebAnswer | Hop> {
    const began = performance.now()
    const late = AbortSignal.timeout(Math.max(1, Math.ceil(budget.leftMs)))
    const signal = wanted.signal === undefined ? late : AbortSignal.any([late, wanted.signal])
    const response = await request(hop.url, { dispatcher: wayOf(hop.isOwn).agent, signal, headers: headersFor(wanted) })
    const answer = await readAnswer(hop, response)
    budget.leftMs -= performance.now() - began
    return answer
  }

  async function readAnswer(
    hop: Hop,
    { statusCode, headers, body }: Dispatcher.ResponseData,
  ): Promise<WebAnswer | Hop> {
    const { url } = hop
    if (statusCode !== 200) leave(body)
    if (REDIRECTS.has(statusCode)) {
      const location = headerOf(headers, 'location')
      if (location === undefined) throw new InputError(`${url.hostname}: it redirects to nowhere`)
      const isOwn = hop.isOwn && URL.parse(location, url.href)?.hostname === url.hostname
      return hopTo(readAddress(location, wayOf(isOwn).allowed, url), { ...hop, isOwn }, statusCode)
    }
    const freshMs = freshFor(headers, now())
    const answered: Answered = {
      address: url.href,
      ...(hop.movedTo === undefined ? {} : { movedTo: hop.movedTo }),
      ...(freshMs === undefined ? {} : { freshMs }),
    }
    if (statusCode === 304) return { kind: 'unchanged', ...answered }
    if (statusCode !== 200) throw refusalOf(statusCode, url.hostname, retryAfter(headers, now()))
    const bytes = await readBody(body, headerOf(headers, 'content-encoding'), limits.bodyBytes)
    return {
      kind: 'content',
      ...answered,
      body: bytes,
      ...optional('contentType', headerOf(headers, 'content-type')),
      ...optional('etag', validator(headerOf(headers, 'etag'))),
      ...optional('lastModified', validator(headerOf(headers, 'last-modified'))),
    }
  }
}

/** Where a request stands on its way through redirects. */
interface Hop {
  readonly url: URL
  /** The operator wrote the address, and no redirect has left its host. */
  readonly isOwn: boolean
  /** Every redirect so far was permanent. */
  readonly permanent: boolean
  readonly movedTo?: string
}

function hopTo(url: URL, from: Hop, status: number): Hop {
  const downgraded = from.url.protocol === 'https:' && url.protocol === 'http:'
  const permanent = from.permanent && PERMANENT.has(status) && !downgraded
  return {
    url,
    isOwn: from.isOwn,
    permanent,
    ...(permanent ? { movedTo: url.href } : optional('movedTo', from.movedTo)),
  }
}

function headersFor({ etag, lastModified, accept }: WebRequest): Record<string, string> {
  return {
    'user-agent': USER_AGENT,
    'accept-encoding': ENCODINGS,
    accept: accept ?? '*/*',
    ...optional('if-none-match', validator(etag)),
    ...optional('if-modified-since', validator(lastModified)),
  }
}

/** What may stand in a header of ours. */
function validator(value: string | undefined): string | undefined {
  return value !== undefined && value.length <= LONGEST_VALIDATOR && /^[\x20-\x7E]+$/u.test(value) ? value : undefined
}

/** Lets the connection be used again if little is left of the body, and closes it otherwise. */
function leave(body: Dispatcher.ResponseData['body']): void {
  body.dump({ limit: 16 * 1024 }).catch(() => {})
}
