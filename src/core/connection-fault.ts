import { codeOf } from './file-fault.ts'

/** Why a connection failed, by the code that Node or undici gives it, in words that follow on “since”. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/^ENOTFOUND$/u, 'its name is not found'],
  [/^(?:EAI_AGAIN|EAI_FAIL|ETIMEOUT|ESERVFAIL)$/u, 'its name cannot be looked up just now'],
  [/^ECONNREFUSED$/u, 'nothing takes connections there'],
  [/^(?:ETIMEDOUT|UND_ERR_(?:CONNECT|HEADERS|BODY)_TIMEOUT|TimeoutError)$/u, 'no answer came in time'],
  [/^(?:EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|EACCES)$/u, 'no way leads there from this machine'],
  [/^(?:ECONNRESET|ECONNABORTED|EPIPE|UND_ERR_SOCKET|UND_ERR_ABORTED|AbortError)$/u, 'the connection broke off'],
  [/^(?:CERT_|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/u, 'its certificate is not valid'],
  [/^(?:EPROTO|ERR_SSL)/u, 'no secure connection can be made'],
  [/^(?:HPE_|HTTPParserError|UND_ERR_RES)/u, 'what came back is no valid HTTP'],
]
/** Node's `fetch` hides the reason in a chain of causes. */
const DEEPEST = 5

/**
 * Why a connection failed, to be put behind `… could not be reached`: `, since nothing takes connections there (ECONNREFUSED)`, else the
 * innermost error's own words in brackets.
 */
export function whyUnreached(error: unknown): string {
  const chain = causesOf(error)
  for (const each of chain) {
    const code = codeOf(each) ?? each.name
    const found = WORDS.find(([pattern]) => pattern.test(code))
    if (found !== undefined) return `, since ${found[1]} (${code})`
  }
  const last = chain.at(-1)
  return ` (${last === undefined ? String(error) : last.message || last.name})`
}

/** The code that Node or undici gives to a failed connection; undefined if nothing in the chain of causes has one. */
export function connectionCode(error: unknown): string | undefined {
  return causesOf(error).map(codeOf).find(Boolean)
}

/** An error and what caused it; of a host with several addresses, which fails with an error for each, the first. */
function causesOf(error: unknown): Error[] {
  const chain: Error[] = []
  let at = error
  while (at instanceof Error && chain.length < DEEPEST) {
    chain.push(at)
    at = at instanceof AggregateError ? at.errors[0] : at.cause
  }
  return chain
}
