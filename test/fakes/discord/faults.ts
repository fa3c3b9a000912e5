import type { ApiErrorCode } from './api-errors.ts'

/** What goes wrong. "before" means that Discord did nothing, "after" that it did everything and only the answer is lost. */
export type FaultKind =
  | { kind: 'rate-limited'; retryAfterSeconds: number; global?: boolean; shared?: boolean }
  | { kind: 'error-before' | 'error-after'; status?: number }
  | { kind: 'api-error'; code: ApiErrorCode }
  /** The socket is closed without an answer; `reset` sends a TCP reset (ECONNRESET) instead of a plain end. */
  | { kind: 'drop-before' | 'drop-after'; reset?: boolean }
  /** No answer until `release()`, the client's own timeout, or the end of the fake. */
  | { kind: 'stall-before' | 'stall-after' }

export type FaultOrder = FaultKind & {
  method?: string
  /**
   * A route as the fake lists it, `/channels/:channel/messages`, whatever the names of its parts;
   * or a path without `/api/v10`, `/channels/123/messages`; or a pattern for such a path.
   */
  route: string | RegExp
  /** How many calls it hits, default 1. */
  times?: number
}

export interface Fault {
  /** How many calls it has hit. */
  readonly hits: number
  /** Lets stalled answers go. */
  release(): void
  /** Ends the fault, used up or not. */
  lift(): void
}

export interface ActiveFault extends Fault {
  readonly order: FaultOrder
  /** Resolves when stalled answers may go. */
  readonly released: Promise<void>
}

export interface Faults {
  add(order: FaultOrder): Fault
  /** The first fault that hits this call; counts the hit. */
  take(method: string, route: string | null, path: string): ActiveFault | undefined
  /** Releases and lifts all. */
  clear(): void
}

interface Entry {
  order: FaultOrder
  left: number
  fault: ActiveFault
  hit(): void
}

/** `onHit` is told whenever a fault strikes. */
export function createFaults(onHit: () => void): Faults {
  let entries: Entry[] = []

  function add(order: FaultOrder): Fault {
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    let hits = 0
    const fault: ActiveFault = {
      order,
      released,
      release,
      get hits() {
        return hits
      },
      lift() {
        entries = entries.filter((entry) => entry.fault !== fault)
        release()
      },
    }
    const hit = () => {
      hits += 1
    }
    entries.push({ order, left: order.times ?? 1, fault, hit })
    return fault
  }

  function take(method: string, route: string | null, path: string): ActiveFault | undefined {
    const entry = entries.find(({ order, left }) => left > 0 && hitsCall(order, method, route, path))
    if (!entry) return undefined
    entry.left -= 1
    entry.hit()
    onHit()
    return entry.fault
  }

  function clear() {
    for (const { fault } of entries) fault.release()
    entries = []
  }

  return { add, take, clear }
}

function hitsCall(
  { method, route }: FaultOrder,
  calledMethod: string,
  calledRoute: string | null,
  path: string,
): boolean {
  if (method !== undefined && method !== calledMethod) return false
  if (route instanceof RegExp) return route.test(path)
  return route === path || (calledRoute !== null && sameRoute(route, calledRoute))
}

/** Whether two routes are the same but for the names of their parts. */
export function sameRoute(a: string, b: string): boolean {
  const plain = (route: string) => route.replaceAll(/:[A-Za-z]+/g, ':')
  return plain(a) === plain(b)
}
