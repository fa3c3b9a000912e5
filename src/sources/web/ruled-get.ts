import { InputError } from '../../core/errors.ts'
import type { WebAnswer, WebClient, WebRequest } from './client.ts'

/** What sites ask of programs that come again and again (RFC 9309). */
export interface Robots {
  /** Whether the site lets the desk fetch the address. Throws `LaterError` while its rules cannot be read. */
  allows(address: string): Promise<boolean>
}

/**
 * Gets a page if its site lets the desk, and the site that it is redirected to. Throws `InputError` where one does not, and what
 * `WebClient.get` throws.
 */
export async function getByRules(
  { web, robots }: { readonly web: Pick<WebClient, 'get'>; readonly robots: Robots },
  request: WebRequest,
): Promise<WebAnswer> {
  await demand(robots, request.address)
  const answer = await web.get(request)
  if (answer.address !== request.address) await demand(robots, answer.address)
  return answer
}

async function demand(robots: Robots, address: string): Promise<void> {
  if (await robots.allows(address)) return
  throw new InputError(`${new URL(address).hostname}: the site asks programs not to read this page (robots.txt)`)
}
