import type { EventId } from '../../core/ports.ts'

/** One press of a button, as Slack tells of it. */
export interface Press {
  readonly team: string
  readonly channel: string
  readonly message: string
  readonly user: string
  readonly button: string
  /** Slack's own time of the press, seconds since 1970 as decimal text: the same however often the press is delivered. */
  readonly at: string
}

/** Presses of one button by one person within this time are one wish: nobody reads an answer and asks again so fast. */
const ONE_WISH_S = 10

/**
 * Gives a double click one event id, though Slack gives its presses two triggers and two times. Within a process the first press
 * sets the id for those that follow; across processes, and after a restart, the same ten seconds of the clock do.
 */
export function createPresses(): (press: Press) => EventId {
  const firsts = new Map<string, { readonly at: number; readonly event: EventId }>()

  return (press) => {
    const button = [press.team, press.channel, press.message, press.user, press.button].join('.')
    const at = Number(press.at)
    for (const [other, first] of firsts) if (at - first.at > 2 * ONE_WISH_S) firsts.delete(other)
    const first = firsts.get(button)
    if (first !== undefined && Math.abs(at - first.at) < ONE_WISH_S) return first.event
    const event = `slack:${button}.${Math.floor(at / ONE_WISH_S)}`
    firsts.set(button, { at, event })
    return event
  }
}
