import type { APIGatewaySessionStartLimit } from 'discord.js'
import { LaterError } from '../../core/errors.ts'

/** So many logins are left to whoever comes to see what is wrong. */
const RESERVE = 20

/** Keeps a desk that is started again and again from using up the day's logins: Discord resets the token of a bot that does. */
export interface LoginBudget {
  /** Throws `LaterError`, with how long to wait, where the desk must not log in now. */
  spend(limit: APIGatewaySessionStartLimit): void
}

/** Whether the desk logs in no more before the logins are renewed. */
export function isSpent({ remaining }: APIGatewaySessionStartLimit): boolean {
  return remaining <= RESERVE
}

/**
 * Half of the day's logins are free. From then on each waits as long as it must for the rest to last until they are renewed, counted
 * from when this process first asked; the last few are not touched. A thousand a day: docs.discord.com/developers/events/gateway,
 * Session Start Limit.
 */
export function createLoginBudget(now: () => Date): LoginBudget {
  let notBefore: number | undefined
  return {
    spend(limit) {
      const { total, remaining, reset_after: renewedAfter } = limit
      const time = now().getTime()
      const renewed = `they are renewed at ${new Date(time + renewedAfter).toISOString().slice(0, 16).replace('T', ' ')} UTC`
      const left = `Discord lets a bot log in ${total} times a day, and ${remaining} ${remaining === 1 ? 'is' : 'are'} left`
      if (isSpent(limit)) {
        const words = `${left}: the desk logs in again when ${renewed}. Something starts it again and again; see its log`
        throw new LaterError(words, renewedAfter)
      }
      if (remaining > total / 2) {
        notBefore = undefined
        return
      }
      notBefore ??= time + renewedAfter / remaining
      if (time < notBefore) {
        const pause = notBefore - time
        throw new LaterError(`${left}; ${renewed}. The next is in ${Math.ceil(pause / 1_000)} s`, pause)
      }
      notBefore = undefined
    },
  }
}
