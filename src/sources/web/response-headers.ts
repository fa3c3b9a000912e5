/** Headers as undici gives them: names in lower case, a list where a name came more than once. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>

const DAY_MS = 86_400_000
/** Servers that name a day far away mean "never mind". */
const LONGEST_MS = 31 * DAY_MS

/** The value of a header, the first where it came more than once. */
export function headerOf(headers: Headers, name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'string' ? value : value?.[0]
}

/** Milliseconds that `Retry-After` asks to wait, given in seconds or as a date; at most 31 days. */
export function retryAfter(headers: Headers, now: Date): number | undefined {
  const value = headerOf(headers, 'retry-after')?.trim()
  if (value === undefined) return undefined
  return within(/^\d+$/u.test(value) ? Number(value) * 1_000 : Date.parse(value) - now.getTime())
}

/** Milliseconds for which the answer stays fresh by `Cache-Control: max-age` less `Age`, else by `Expires`; at most 31 days. */
export function freshFor(headers: Headers, now: Date): number | undefined {
  const control = headerOf(headers, 'cache-control')?.toLowerCase() ?? ''
  if (/\bno-(?:cache|store)\b/u.test(control)) return undefined
  const maxAge = /\bmax-age\s*=\s*"?(\d+)/u.exec(control)?.[1]
  if (maxAge !== undefined) return within((Number(maxAge) - Number(headerOf(headers, 'age') ?? 0)) * 1_000)
  const expires = headerOf(headers, 'expires')
  const date = headerOf(headers, 'date')
  return expires === undefined ? undefined : within(Date.parse(expires) - (Date.parse(date ?? '') || now.getTime()))
}

function within(ms: number): number | undefined {
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), LONGEST_MS)
}
