import { createHash } from 'node:crypto'

/** How many calls a bucket takes in a window. */
export interface Pace {
  limit: number
  perMs: number
}

export interface Verdict {
  headers: Record<string, string>
  /** Seconds until the next call is taken; null lets this one pass. */
  retryAfterSeconds: number | null
  global: boolean
}

export interface RateLimits {
  /** The pace of posting in one channel, or with null in every channel without one of its own; null switches it off. */
  setChannelPace(channelId: string | null, pace: Pace | null): void
  /** The pace of all calls together but for answers to interactions (docs: topics/rate-limits: 50 a second); null, the default, is none. */
  setGlobalPace(pace: Pace | null): void
  /** The pace of a route such as `POST /channels/:channel/messages/:message/threads`, for each channel, server or webhook; null, the default, is none. */
  setRoutePace(route: string, pace: Pace | null): void
  /** Counts a call. `major` is the channel, guild or webhook of its path. */
  count(method: string, route: string, major: string): Verdict
}

interface Window {
  startedAt: number
  count: number
}

/** Stands for "no pace" in the headers, which Discord always sends; never reached, as it is not enforced. */
const UNPACED: Pace = { limit: 1000, perMs: 1000 }
/** docs: interactions/receiving-and-responding, Endpoints: "not bound to the application's Global Rate Limit" */
const EXEMPT = /^\/(?:interactions|webhooks)\//
const POSTING = ['POST /channels/:channel/messages']

export function createRateLimits(now: () => number): RateLimits {
  const channelPaces = new Map<string | null, Pace>()
  const routePaces = new Map<string, Pace>()
  const windows = new Map<string, Window>()
  let globalPace: Pace | null = null

  function paceOf(method: string, route: string, major: string): Pace | undefined {
    const own = routePaces.get(`${method} ${route}`)
    if (own !== undefined || !POSTING.includes(`${method} ${route}`)) return own
    return channelPaces.get(major) ?? channelPaces.get(null)
  }

  function enter(key: string, pace: Pace): { remaining: number; resetMs: number } {
    const current = windows.get(key)
    const window = current && now() < current.startedAt + pace.perMs ? current : { startedAt: now(), count: 0 }
    window.count += 1
    windows.set(key, window)
    return { remaining: pace.limit - window.count, resetMs: window.startedAt + pace.perMs - now() }
  }

  function count(method: string, route: string, major: string): Verdict {
    if (globalPace && !EXEMPT.test(route)) {
      const { remaining, resetMs } = enter('global', globalPace)
      if (remaining < 0) return refusal(resetMs, true)
    }
    const enforced = paceOf(method, route, major)
    const pace = enforced ?? UNPACED
    const bucket = createHash('md5').update(`${method} ${route}`).digest('hex')
    const { remaining, resetMs } = enforced
      ? enter(`${bucket}:${major}`, pace)
      : { remaining: pace.limit - 1, resetMs: pace.perMs }
    const headers = {
      'X-RateLimit-Limit': String(pace.limit),
      'X-RateLimit-Remaining': String(Math.max(0, remaining)),
      'X-RateLimit-Reset': ((now() + resetMs) / 1000).toFixed(3),
      'X-RateLimit-Reset-After': (resetMs / 1000).toFixed(3),
      'X-RateLimit-Bucket': bucket,
    }
    if (remaining >= 0) return { headers, retryAfterSeconds: null, global: false }
    const refused = refusal(resetMs, false)
    return { ...refused, headers: { ...headers, ...refused.headers } }
  }

  return {
    count,
    setChannelPace(channelId, pace) {
      if (pace) channelPaces.set(channelId, pace)
      else channelPaces.delete(channelId)
    },
    setGlobalPace(pace) {
      globalPace = pace
    },
    setRoutePace(route, pace) {
      if (pace) routePaces.set(route, pace)
      else routePaces.delete(route)
    },
  }
}

function refusal(resetMs: number, global: boolean): Verdict {
  const retryAfterSeconds = resetMs / 1000
  return { headers: refusalHeaders(retryAfterSeconds, global ? 'global' : 'user'), retryAfterSeconds, global }
}

/** The headers of a 429. `Retry-After` is in whole seconds, the body's `retry_after` is exact (docs: topics/rate-limits). */
export function refusalHeaders(retryAfterSeconds: number, scope: 'user' | 'global' | 'shared'): Record<string, string> {
  return {
    'Retry-After': String(Math.ceil(retryAfterSeconds)),
    'X-RateLimit-Scope': scope,
    ...(scope === 'global' ? { 'X-RateLimit-Global': 'true' } : {}),
  }
}

/** The body of a 429. */
export function refusalBody(retryAfterSeconds: number, global: boolean): object {
  return { message: 'You are being rate limited.', retry_after: retryAfterSeconds, global }
}
