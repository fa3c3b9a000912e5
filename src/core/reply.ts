import type { Answer } from './answer.ts'
import type { Brief, Change, Claim, SourceReference } from './brief.ts'
import type { Offer } from './press.ts'
import type { TopicCard } from './topic.ts'

/** What the desk hands a platform to show. */
export type Reply =
  | BriefReply
  | MoreReply
  | UpdateReply
  | CorrectionReply
  | AnswerReply
  | EditionReply
  | PreviewReply
  | TopicsReply
  | SourcesReply
  | ListReply
  | FormReply
  | HomeReply
  | NoticeReply

/** A whole brief. */
export interface BriefReply {
  readonly kind: 'brief'
  readonly brief: Brief
  readonly topicTitle: string
  /** It is of what somebody pointed at in this very conversation (`PassageStore`), and belongs to no topic. */
  readonly passage?: PassageReference
  /** Somebody looked it up: its thread follows the topic only where somebody wants it to. */
  readonly mayFollow?: true
}

/** What was briefed out of a conversation. */
export interface PassageReference {
  readonly id: string
  /** What of it was not read, and why; lines for people, of strangers' words. */
  readonly notes?: readonly string[]
  /** Topics that an admin is offered to file it under. */
  readonly fileUnder: readonly { readonly slug: string; readonly title: string }[]
}

/** What else the documents of a brief say: sentences that it had no room for, most telling first. */
export interface MoreReply {
  readonly kind: 'more'
  readonly brief: Brief
  /** May be empty. */
  readonly claims: readonly Claim[]
}

/** What later documents add to a topic that the channel knows. */
export interface UpdateReply {
  readonly kind: 'update'
  readonly topic: string
  readonly topicTitle: string
  /** Of the documents that it rests on; its sources are those that the claims are numbered by. */
  readonly brief: Brief
  /** At most three; empty only if there are changes. */
  readonly news: readonly Claim[]
  readonly changes: readonly Change[]
  /** It came because its thread follows the topic. */
  readonly isFollowed?: true
}

/** What the channel was told and does not hold any more: a document was revised or withdrawn. */
export interface CorrectionReply {
  readonly kind: 'correction'
  readonly topic: string
  readonly topicTitle: string
  readonly changes: readonly Change[]
  readonly withdrawn: readonly SourceReference[]
  /** Of the claims that hold now, in the order of their numbers. */
  readonly sources: readonly SourceReference[]
}

/** A line of an edition: enough to decide in a second whether to read the brief. */
export interface EditionItem {
  readonly topic: string
  /** Id of the brief whose headline it is. */
  readonly brief: string
  readonly topicTitle: string
  readonly headline: Claim
  readonly bottomLine: Claim
  /** How many documents the brief rests on. */
  readonly sources: number
  /** The channel has had a brief on this topic before. */
  readonly update: boolean
}

/** One digest at one slot: the message to scan; the briefs follow in its thread. Empty `items` is the "nothing new" note. */
export interface EditionReply {
  readonly kind: 'edition'
  /** The slot, ISO 8601, and the zone to show it in. */
  readonly slot: string
  readonly zone: string
  /** Written so long after its slot that a reader should be told. */
  readonly late: boolean
  /** How many earlier slots this one covers because the desk was down. */
  readonly missed: number
  /** How many slots before those were too long ago to be made up for. */
  readonly skipped: number
  readonly items: readonly EditionItem[]
  /** How many more topics have news than the digest's limit shows; `MOST_NEWS_COUNTED` stands for that many or more. */
  readonly more: number
}

/** What an edition would be if it came now: for the asker alone. */
export interface PreviewReply {
  readonly kind: 'preview'
  /** Id of the digest. */
  readonly digest: string
  /** Its slot is when the preview was made. */
  readonly edition: EditionReply
  /** Whether the asker may post it, and there is something to post. */
  readonly mayPost: boolean
}

/** An answer, or that the documents do not say. */
export interface AnswerReply {
  readonly kind: 'answer'
  readonly answer: Answer
  readonly topics: readonly string[]
  /** The question stands above the answer, since those who read it have not seen it. */
  readonly repeats?: true
  /** Id under which the question is kept, where it may be worth putting to all topics. */
  readonly asked?: string
}

/** Topics to choose from; `intro` says why the list is shown. */
export interface TopicsReply {
  readonly kind: 'topics'
  readonly intro: string
  readonly topics: readonly TopicCard[]
  /** What to do if none fits. */
  readonly hint?: string
}

/** The evidence of a brief: every quotation with its source. */
export interface SourcesReply {
  readonly kind: 'sources'
  readonly brief: Brief
}

/** Entries of a few lines each below a heading: digests, what became of one. The first line of an entry heads it. */
export interface ListReply {
  readonly kind: 'list'
  readonly title: string
  readonly entries: readonly (readonly string[])[]
  readonly hint?: string
}

/** What is asked of a digest, with what holds unless it is changed. Platforms without forms have options instead. */
export interface FormReply {
  readonly kind: 'form'
  /** Id of the digest to change; absent for a new one. */
  readonly digest?: string
  /** Those chosen; none means everything. */
  readonly topics: readonly { readonly slug: string; readonly title: string }[]
  readonly cron: string
  readonly zone: string
  readonly limit: number
  readonly whenEmpty: 'quiet' | 'note'
}

/** What a person finds on the desk's own page: topics with what is new, their digests, what one may type. */
export interface HomeReply {
  readonly kind: 'home'
  /** Those with the newest documents. */
  readonly topics: readonly TopicCard[]
  /** There are more topics than these. */
  readonly hasMore: boolean
  /** The digests that this person set up; the first line heads the others. */
  readonly digests: readonly { readonly channel: string; readonly lines: readonly string[] }[]
  /** What the model costs, and how it does; for those who run the workspace, where a model is set up. */
  readonly usage?: readonly string[]
  /** What one may type, and what comes of it. */
  readonly help: readonly { readonly type: string; readonly for: string }[]
}

/** Plain words to a person. */
export interface NoticeReply {
  readonly kind: 'notice'
  readonly text: string
  readonly offers?: readonly Offer[]
}

export function noticeOf(text: string): NoticeReply {
  return { kind: 'notice', text }
}

/** The topics (slugs) a reply is about; a thread that holds it takes questions on them. */
export function topicsOf(reply: Reply): readonly string[] {
  switch (reply.kind) {
    case 'brief':
      return [reply.brief.topic]
    case 'edition':
      return reply.items.map(({ topic }) => topic)
    case 'answer':
      return reply.topics
    case 'update':
    case 'correction':
      return [reply.topic]
    case 'sources':
    case 'more':
      return [reply.brief.topic]
    case 'preview':
    case 'topics':
    case 'list':
    case 'form':
    case 'home':
    case 'notice':
      return []
  }
}
