import { GoneError, InputError, LaterError } from '../../core/errors.ts'
import { NotAllowedError, notFoundWords } from './address.ts'

/** What a failed connection or transfer means to whoever gave the address, by the code that Node or undici gives it. */
const WORDS: readonly (readonly [RegExp, string, 'mend' | 'later'])[] = [
  [/^ECONNREFUSED$/u, 'it does not take connections', 'later'],
  [/^(?:ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/u, 'it does not answer', 'later'],
  [/^(?:EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|EACCES)$/u, 'it cannot be reached from here', 'later'],
  [/^(?:UND_ERR_HEADERS_TIMEOUT|UND_ERR_BODY_TIMEOUT)$/u, 'it was too slow', 'later'],
  [/^(?:UND_ERR_HEADERS_OVERFLOW|HPE_HEADER_OVERFLOW)$/u, 'it sends more headers than are read', 'mend'],
  [/^(?:HPE_|UND_ERR_RES|HTTPParserError)/u, 'what it sends is no valid HTTP', 'later'],
  [/^(?:CERT_|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/u, 'its certificate is not valid', 'later'],
  [/^(?:EPROTO|ERR_SSL)/u, 'no secure connection can be made', 'later'],
  [/^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET|UND_ERR_ABORTED)$/u, 'the connection broke off', 'later'],
]

/** No server of names answers, or not with what was asked. */
const NO_ANSWER = /^(?:EAI_AGAIN|EAI_FAIL|ETIMEOUT|ESERVFAIL)$/u

/** The name of a host is not known to whoever was asked. */
export class NoSuchHostError extends InputError {
  readonly host: string
  constructor(host: string, options?: ErrorOptions) {
    super(`${host}: there is no such host; check the spelling`, options)
    this.name = 'NoSuchHostError'
    this.host = host
  }
}

/** The name of a host cannot be looked up just now, or is not found where no other was of late. */
class LookUpError extends LaterError {
  readonly host: string
  constructor(host: string, words: string, options?: ErrorOptions) {
    super(`${host}: ${words}`, undefined, options)
    this.name = 'LookUpError'
    this.host = host
  }
}

/**
 * The same failure in words for people in a channel, who are no operators: without settings of the desk, and with one sentence for every
 * host that the public internet does not have. The error as it was is the cause.
 */
export function forStrangers(error: unknown): unknown {
  if (error instanceof NotAllowedError) return new InputError(error.forStrangers, { cause: error })
  if (error instanceof NoSuchHostError) return new InputError(notFoundWords(error.host), { cause: error })
  if (error instanceof LookUpError) return new LaterError(notFoundWords(error.host), undefined, { cause: error })
  return error
}

/**
 * The core's error for what a request threw. `host` is all of the address that is said: paths may hold what is secret. Without `online`,
 * where no name at all may be found just now, a name that is not found is no slip of whoever gave the address.
 */
export function failureOf(error: unknown, host: string, online: boolean): Error {
  if (error instanceof InputError || error instanceof LaterError || error instanceof GoneError) return error
  if (error instanceof Error && error.name === 'TimeoutError')
    return new LaterError(`${host}: it took too long`, undefined, { cause: error })
  for (const code of codesOf(error)) {
    if (code === 'ENOTFOUND' && online) return new NoSuchHostError(host, { cause: error })
    if (code === 'ENOTFOUND') return new LookUpError(host, UNKNOWN, { cause: error })
    if (NO_ANSWER.test(code)) return new LookUpError(host, 'its name cannot be looked up just now', { cause: error })
    const found = WORDS.find(([pattern]) => pattern.test(code))
    if (found === undefined) continue
    const [, words, next] = found
    const message = `${host}: ${words}`
    return next === 'mend'
      ? new InputError(message, { cause: error })
      : new LaterError(message, undefined, { cause: error })
  }
  return new LaterError(`${host}: the request failed`, undefined, { cause: error })
}

const UNKNOWN = 'its name is not found; check its spelling, and whether this machine is on the internet'

/** The core's error for an answer that brings nothing to read. */
export function refusalOf(status: number, host: string, afterMs: number | undefined): Error {
  if (status === 410) return new GoneError(`${host}: it is gone for good (410)`)
  if (status === 429) return new LaterError(`${host}: it was asked too often (429)`, afterMs)
  if (status === 404) return new InputError(`${host}: there is nothing at this address (404)`)
  if (status === 401 || status === 407)
    return new InputError(`${host}: it wants a login (${status}); it cannot be read`)
  if (status === 403) return new InputError(`${host}: it refuses the desk (403)`)
  if (status === 451) return new InputError(`${host}: it is withheld for legal reasons (451)`)
  if (status === 408 || status === 425 || status >= 500)
    return new LaterError(`${host}: the server has trouble (${status})`, afterMs)
  return new InputError(`${host}: it answers with status ${status}, which brings nothing to read`)
}

/** Codes of an error (its name where it has none) and of what caused it; a host with several addresses fails with an error for each. */
function codesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return []
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [error.name]
  const parts = error instanceof AggregateError ? error.errors : []
  return [...own, ...parts.flatMap(codesOf), ...codesOf(error.cause)]
}
