import type { Asker } from './digest-command.ts'
import type { EventId } from './ports.ts'
import type { Place } from './topic.ts'

/**
 * What a button does, and what its value is:
 * - `sources`, `more`: the evidence of a brief, and what it had no room for; the brief's id
 * - `follow`, `unfollow`: later developments are posted where the button stands, or no longer; the topic's slug
 * - `everywhere`: a question is put to all topics; the question's id
 * - `file`: a text out of a conversation becomes a document; the passage's id, a space, and the topic's slug
 * - `post`: a previewed edition goes to the channel; the digest's id, a space, and the preview's slot
 * - `useful`, `useless`: what somebody thinks of the message; nothing, since the message says what it shows
 */
export type PressName =
  | 'sources'
  | 'more'
  | 'follow'
  | 'unfollow'
  | 'everywhere'
  | 'file'
  | 'post'
  | 'useful'
  | 'useless'

/** A button below a reply. The same on every platform; a platform may add such as open a form of its own. */
export interface Offer {
  readonly name: PressName
  /** At most 90 characters, since Discord's custom id of 100 holds name and value. */
  readonly value: string
  readonly label: string
}

/** Somebody pressed a button. */
export interface Action {
  readonly name: PressName
  readonly value: string
  readonly place: Place
  readonly channel: string
  /** The message below which the button stands. */
  readonly message: string
  /** The message that heads the thread in which it stands, if it stands in one. */
  readonly thread?: string
  readonly asker: Asker
  /** Why nothing can be posted there, and how to mend that, in words for the asker; absent where it can. */
  readonly hindrance?: string
  readonly event: EventId
  /** The press is a repetition, too, if it was seen under this: where presses that follow each other may have different ids. */
  readonly alias?: EventId
}

/** Buttons that not everybody may press: a platform finds out what the asker may do, and what hinders, for these only. */
export const RIGHTS_MATTER: ReadonlySet<PressName> = new Set(['follow', 'unfollow', 'file', 'post'])

const NAMES: ReadonlySet<string> = new Set<PressName>([
  'sources',
  'more',
  'follow',
  'unfollow',
  'everywhere',
  'file',
  'post',
  'useful',
  'useless',
])

/** Name and value as one string, for platforms whose buttons carry one: `sources:b7`. */
export function codeOf({ name, value }: Pick<Offer, 'name' | 'value'>): string {
  return `${name}:${value}`
}

/** The button that a string names; undefined if it is none of the desk's. */
export function readCode(code: string): Pick<Offer, 'name' | 'value'> | undefined {
  const colon = code.indexOf(':')
  const name = code.slice(0, colon)
  return isPressName(name) && colon > 0 ? { name, value: code.slice(colon + 1) } : undefined
}

export function isPressName(name: string): name is PressName {
  return NAMES.has(name)
}
