import type { ConnectionState } from './connections.ts'
import type { ClaimedDelivery, Settlement } from './delivery.ts'
import type { Edition } from './digest.ts'
import type { Fallback } from './fallback.ts'
import type { IntakeReport } from './intake.ts'
import type { Command, Problem } from './ports.ts'
import type { Reply } from './reply.ts'

/** What happens at the desk, as whoever watches it is told, once it has happened. */
export type Happening =
  /** A round of intake changed something. */
  | { readonly kind: 'intake'; readonly report: IntakeReport }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] }
  /** A platform is being connected to, is connected, or is not; then with words for whoever runs the desk. */
  | { readonly kind: 'connection'; readonly platform: string; readonly state: ConnectionState; readonly words?: string }
  /** A beat is over; `failed` where the store let it down. */
  | { readonly kind: 'tick'; readonly seconds: number; readonly failed: boolean }
  /** The writer was given documents; `nothing` where they hold no sentence to write with. */
  | {
      readonly kind: 'writing'
      readonly what: 'brief' | 'answer' | 'update'
      readonly outcome: 'written' | 'nothing' | 'failed'
      readonly seconds: number
    }
  /** A model was to write: it did, and so many claims were checked; or why it did not. */
  | {
      readonly kind: 'model'
      readonly what: 'brief' | 'answer' | 'update'
      readonly outcome: 'written'
      readonly claims: { readonly checked: number; readonly repaired: number; readonly replaced: number }
    }
  | { readonly kind: 'model'; readonly what: 'brief' | 'answer' | 'update'; readonly outcome: Fallback }
  /** An edition is written, with what it owes. */
  | { readonly kind: 'edition'; readonly edition: Edition }
  /** An attempt to deliver is over and settled, at that instant. */
  | {
      readonly kind: 'attempt'
      readonly delivery: ClaimedDelivery
      readonly settlement: Settlement
      readonly at: Date
    }
  /** A command, a button or a message was replied to, the first time that its event came. */
  | { readonly kind: 'reply'; readonly to: Command['name'] | 'button' | 'message'; readonly reply: Reply }

/** Whoever watches the desk run: the terminal of `attache start`, the counters. Must neither throw nor take long. */
export type Observe = (happening: Happening) => void
