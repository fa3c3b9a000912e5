import type { Brief } from './brief.ts'
import type { Asker } from './digest-command.ts'
import type { Document } from './document.ts'
import type { PointedFile } from './pointing.ts'
import type { EventId } from './ports.ts'
import type { Place } from './topic.ts'

/** How long a text out of a conversation is kept, in days. */
export const PASSAGE_DAYS = 30

/**
 * What somebody had briefed out of a conversation: a message, and pages and files that it points at. It belongs to that conversation: it is
 * in no topic, is found by no search, and is gone after `PASSAGE_DAYS`, unless an admin files it under a topic.
 */
export interface Passage {
  /** That of its brief. */
  readonly id: string
  /** The conversation. */
  readonly place: Place
  /** At least one. */
  readonly documents: readonly Document[]
  readonly brief: Brief
  /** ISO 8601 instant. */
  readonly savedAt: string
}

/** “Brief this”, on a message; or a page or file that somebody hands to the desk. */
export interface PassageCommand {
  readonly name: 'passage'
  /** What the message itself says; '' where it is all about what it points at. */
  readonly text: string
  /** What a message says that this one forwards: somebody else’s words, from elsewhere. */
  readonly forwarded?: string
  /** What the platform shows of the pages that the message links to. */
  readonly preview?: string
  /** Addresses that the message links to, in their order. */
  readonly pages?: readonly string[]
  /** Files that hang on the message. */
  readonly files?: readonly PointedFile[]
  /** Address of the message, if the platform has one. */
  readonly link?: string
  /** Absent where it is not known what they may do. */
  readonly asker?: Asker
  readonly place: Place
  readonly event: EventId
}

/** What a message holds that a brief could be made of. */
export type PassageContent = Pick<PassageCommand, 'text' | 'forwarded' | 'preview' | 'pages' | 'files'>

/** Texts out of conversations. */
export interface PassageStore {
  /** What was saved under the same id before is replaced. */
  savePassage(passage: Passage): Promise<void>
  passageById(id: string): Promise<Passage | undefined>
  /** Drops those saved before that instant, and what is kept of answers from them; gives how many. */
  forgetPassages(before: string, now: string): Promise<number>
}

const SCHEME = 'passage:'

/** What stands for a passage where a topic's slug is expected. No slug has a colon. */
export function topicOfPassage(id: string): string {
  return SCHEME + id
}

/** The passage that stands for a topic; undefined for a topic's slug. */
export function passageOfTopic(topic: string): string | undefined {
  return topic.startsWith(SCHEME) ? topic.slice(SCHEME.length) : undefined
}

/** Whether it is that conversation. People of two workspaces may share a channel, whose id is the platform's own. */
export function isWithin(place: Place, { platform, channel }: Place): boolean {
  return place.platform === platform && place.channel === channel
}
