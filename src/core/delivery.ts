import type { Reply } from './reply.ts'

/** Name of a platform: `slack`, `discord`, `terminal`. */
export type PlatformName = string

/** Where a reply goes. */
export interface Target {
  readonly platform: PlatformName
  /** As the platform names it, or a `directChannel`. */
  readonly channel: string
  /** The message whose thread it belongs in; absent for the channel itself. */
  readonly thread?: string
}

/** The direct messages with a person, for a target: the platform finds the channel, or opens it, when something is posted there. */
export function directChannel(user: string): string {
  return `@${user}`
}

/** The person whose direct messages a target's channel stands for; undefined for any other channel. */
export function personOf(channel: string): string | undefined {
  return channel.startsWith('@') ? channel.slice(1) : undefined
}

/** A message as its platform knows it. */
export interface MessageReference {
  readonly channel: string
  readonly message: string
  /** The message that heads the thread it stands in, if it stands in one. */
  readonly thread?: string
}

/** Names one delivery for ever; carried in the message so that it can be found again. At most 120 ASCII characters. */
export type DeliveryKey = string

/**
 * - `pending`: owed, not being sent
 * - `sending`: leased by a process
 * - `sent`: the platform has it
 * - `failed`: the platform will not take it; `reason` says why
 * - `unsure`: it cannot be told whether the platform took it; never sent again
 */
export type DeliveryState = 'pending' | 'sending' | 'sent' | 'failed' | 'unsure'

/** What is owed to a channel or thread: one message. */
export interface OwedDelivery {
  readonly key: DeliveryKey
  readonly target: Target
  /** Slack team or Discord guild of the target, where known: decides, once more when it is sent, whether its topics may be seen there. */
  readonly workspace?: string
  readonly reply: Reply
  /** The digest and slot it belongs to, if any. */
  readonly digest?: string
  readonly slot?: string
  /** Key of the delivery whose message heads the thread this goes into; it is sent only after that one. */
  readonly parent?: DeliveryKey
  /** A message that is to show this from now on, in place of what it shows; then nothing is posted. */
  readonly edits?: MessageReference
}

/** A delivery as the store hands it to be sent. */
export interface ClaimedDelivery extends OwedDelivery {
  /** ISO 8601 instant. */
  readonly owedAt: string
  /** Attempts before this one. */
  readonly attempts: number
  /** The instant of the first attempt, ISO 8601; absent before it. */
  readonly firstTriedAt?: string
  /** An earlier attempt may have reached the platform: look before posting. */
  readonly ambiguous: boolean
  /** How many looks for it have failed since it was last told whether it is there; absent if none. */
  readonly looks?: number
}

/** One attempt of a delivery: it is told from later ones by how many came before it. */
export type AttemptId = Pick<ClaimedDelivery, 'key' | 'attempts'>

/** How an attempt ended. */
export type Settlement =
  | { readonly state: 'sent'; readonly message: MessageReference }
  | { readonly state: 'failed' | 'unsure'; readonly reason: string }
  | {
      readonly state: 'pending'
      readonly notBefore: string
      readonly ambiguous: boolean
      /** As in `ClaimedDelivery`, this attempt included. */
      readonly looks?: number
      readonly reason: string
    }

/** A delivery as `why` and the tests read it. */
export interface DeliveryRecord extends OwedDelivery {
  readonly state: DeliveryState
  readonly attempts: number
  readonly owedAt: string
  readonly settledAt?: string
  /** It waits until then, ISO 8601. */
  readonly notBefore?: string
  readonly reason?: string
  readonly message?: MessageReference
}
