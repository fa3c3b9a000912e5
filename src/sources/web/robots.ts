import robotsParser from 'robots-parser'
import { LaterError } from '../../core/errors.ts'
import { USER_AGENT, type WebClient } from './client.ts'
import type { Robots } from './ruled-get.ts'

/** RFC 9309, 2.4: rules are not to be used longer than a day. */
const KEPT_MS = 24 * 60 * 60_000
/** RFC 9309, 2.5: at least so much of a file is read. */
const LONGEST = 500 * 1024
const MOST_SITES = 5_000

// The package's types speak of a default export, which a CommonJS module does not have: what is imported is the function itself.
const parseRules = robotsParser as unknown as (
  address: string,
  text: string,
) => { isAllowed(address: string, agent: string): boolean | undefined }

export function createRobots(web: Pick<WebClient, 'get'>, now: () => Date): Robots {
  const sites = new Map<string, { readonly until: number; readonly rules: Promise<string> }>()

  function rulesOf(origin: string): Promise<string> {
    const at = now().getTime()
    const known = sites.get(origin)
    if (known !== undefined && known.until > at) return known.rules
    const rules = fetchRules(web, `${origin}/robots.txt`)
    if (sites.size >= MOST_SITES) sites.clear()
    sites.set(origin, { until: at + KEPT_MS, rules })
    rules.catch(() => sites.delete(origin))
    return rules
  }

  return {
    async allows(address) {
      const { origin } = new URL(address)
      const rules = await rulesOf(origin)
      return parseRules(`${origin}/robots.txt`, rules).isAllowed(address, USER_AGENT) !== false
    },
  }
}

/** The text of the rules; a site that has none (4xx) has no rules, one that fails (5xx) lets nobody in for now (RFC 9309, 2.3.1). */
async function fetchRules(web: Pick<WebClient, 'get'>, address: string): Promise<string> {
  try {
    const answer = await web.get({ address, accept: 'text/plain' })
    return answer.kind === 'content' ? new TextDecoder().decode(answer.body.subarray(0, LONGEST)) : ''
  } catch (error) {
    if (error instanceof LaterError) throw error
    return ''
  }
}
