import type { Answer, Question } from './answer.ts'
import type { Brief, Claim } from './brief.ts'
import type { AnsweringRules } from './conversation/answering.ts'
import type { DeliveryKey, MessageReference, PlatformName, Target } from './delivery.ts'
import type { Digest } from './digest.ts'
import type { Asker, DigestCommand } from './digest-command.ts'
import type { Document, FoundDocument } from './document.ts'
import type { Pace } from './following/pace.ts'
import type { PassageCommand, PassageContent } from './passage.ts'
import type { PointedFile } from './pointing.ts'
import type { Action } from './press.ts'
import type { HomeReply, Reply } from './reply.ts'
import type { MatchRules } from './routing.ts'
import type { Place, Topic } from './topic.ts'

// ── sources ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Where documents come from. */
export interface Source {
  /** Unique among the sources, e.g. `folder`. */
  readonly name: string
  /**
   * Everything new, changed or withdrawn since the last call; the first call brings all there is. `known` gives the locations that
   * the store has from this source: what of them is no longer there is withdrawn. One bad item is a problem in the list, never a throw.
   */
  poll(known: () => Promise<ReadonlySet<string>>): Promise<Found>
  /** Lets go of watches and connections. */
  close(): void
}

/** What a poll brought. */
export interface Found {
  readonly documents: readonly FoundDocument[]
  /** Locations that are no longer there. */
  readonly withdrawn: readonly string[]
  readonly problems: readonly Problem[]
}

/** Bad input, in words for whoever can mend it. */
export interface Problem {
  /** A path, a URL. */
  readonly where: string
  readonly what: string
}

/** What is laid down as files: topics described, digests ordered. */
export interface OrderBook {
  /** Cheap when nothing changed: called at every tick. A broken file is a problem, once, and its last good version stays in force. */
  read(): Promise<StandingOrders>
}

export interface StandingOrders {
  readonly topics: readonly Topic[]
  readonly digests: readonly OrderedDigest[]
  /** Topics that digests name, by slug, and where (`desk.yaml:4`). Absent where nobody could mend a slip in one. */
  readonly namedTopics?: ReadonlyMap<string, string>
  /** What is answered in which channel; `USUAL_ANSWERING` if absent. */
  readonly answering?: AnsweringRules
  /** How long updates wait for more documents; `STANDARD_PACE` if absent. */
  readonly pace?: Pace
  /** Slugs of topics whose file is broken and never was good: who may see them is not known, so their documents wait. */
  readonly held: ReadonlySet<string>
  /** The file that orders digests is broken and never was good: those that it ordered before stay, though `digests` has none. */
  readonly digestsUnknown?: boolean
  /** Words and phrases that file documents under topics, where they come without one. */
  readonly matches: MatchRules
  /** New since the last call. */
  readonly problems: readonly Problem[]
  /** Whether topics or digests differ from the last call's; true at the first that could read them. */
  readonly changed: boolean
}

/** A digest as ordered, before it has a next slot. */
export type OrderedDigest = Omit<Digest, 'nextRunAt' | 'paused'>

// ── writers ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Turns documents into a brief, a question into an answer. */
export interface Writer {
  /** Throws `InputError` when the documents hold no sentence at all. At least one document. */
  brief(topic: string, documents: readonly Document[]): Promise<Brief>
  /**
   * What documents add to what readers know, as a brief that says nothing else: its sentences are news in the order of weight. `known` is
   * what they know that comes nearest to it. Throws as `brief`.
   */
  update(topic: string, documents: readonly Document[], known: readonly Claim[]): Promise<Brief>
  answer(question: Question, documents: readonly Document[]): Promise<Answer>
  /** What else the documents of a brief say, most telling first; nothing that the brief shows. */
  more(brief: Brief, documents: readonly Document[]): Promise<readonly Claim[]>
}

/** Where a topic's current brief is also kept for people to read: a file beside its documents, the terminal. */
export interface BriefKeeper {
  keepBrief(brief: Brief, topicTitle: string): Promise<void>
  /** The topic has no brief any more. */
  dropBrief(topic: string): Promise<void>
}

// ── platforms ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Where people are: Slack, Discord, the terminal. Knows how to show a `Reply`; decides nothing. */
export interface Platform {
  readonly name: PlatformName
  /** Connects, and hands what people say and press to the desk where that does not come by an `Ear`. Resolves once connected. */
  start(desk: Desk): Promise<void>
  /** One try, no hidden retries. Throws `LaterError`, `AmbiguousError`, `GoneError` or `RefusedError`. */
  post(target: Target, reply: Reply, key: DeliveryKey): Promise<MessageReference>
  /**
   * The message that an earlier `post` with this key left, looked for back to `since` (ISO 8601);
   * undefined if there is certainly none. Throws `AmbiguousError` if that cannot be told.
   */
  find(target: Target, key: DeliveryKey, since: string): Promise<MessageReference | undefined>
  /** A message that it posted shows this from now on. Doing it again does no harm. Throws as `post`. */
  edit(message: MessageReference, reply: Reply): Promise<void>
  stop(): Promise<void>
}

/** What a platform may ask of the core. Every call is safe to repeat with the same event id: repeats give `undefined`. */
export interface Desk {
  /** A command somebody typed. */
  command(command: Command): Promise<Reply | undefined>
  /** A message in a thread, or one that addresses the desk. What the desk says to it goes out through the outbox. */
  hear(message: HeardMessage): Promise<void>
  /** A button somebody pressed; the reply is for them alone. */
  act(action: Action): Promise<Reply | undefined>
  /** Topics or time zones for a prefix, or the channel's digests; best first, at most 25. Not an event: called at every keystroke. */
  suggest(prefix: string, place: Place, of?: 'topics' | 'zones' | 'digests'): Promise<readonly Suggestion[]>
  /**
   * The desk's own page for a person, who may be told what their workspace may see, and what the desk costs if they manage that. Not an
   * event: shown anew each time it is opened.
   */
  home(place: Place, asker: Asker): Promise<HomeReply>
  /**
   * The bot was removed from a workspace or server, or, where none is named, from all there are: what concerns it is forgotten. `channels`
   * are those that only the platform knows to belong to it.
   */
  left(place: Pick<Place, 'platform' | 'workspace'>, channels: readonly string[]): Promise<void>
  /** Workspaces or servers of a platform of which anything is kept that `left` would forget. */
  workspaces(platform: PlatformName): Promise<readonly string[]>
  /**
   * The platform has shown a reply to everybody in a channel, of that workspace where there is one: questions in its thread are answered
   * from now on.
   */
  posted(reply: Reply, target: Target, message: MessageReference, workspace?: string): Promise<void>
}

/** Identifies one inbound event for as long as its platform may deliver it again, e.g. `slack:Ev0123`. */
export type EventId = string

export type Command =
  | {
      readonly name: 'brief'
      /** What was typed: a topic by any of its names, or the address of a page. */
      readonly topic: string
      /** Who may file a page under a topic; nobody by default. */
      readonly asker?: Asker
      readonly place: Place
      readonly event: EventId
    }
  | {
      readonly name: 'ask'
      readonly question: string
      readonly topic?: string
      readonly place: Place
      readonly event: EventId
    }
  | DigestCommand
  | PassageCommand

export interface HeardMessage {
  readonly event: EventId
  readonly place: Place
  readonly channel: string
  /** The message itself. */
  readonly message: string
  /** The message that heads the thread, if it stands in one. */
  readonly thread?: string
  /** Without the mention that addresses the desk. */
  readonly text: string
  /** Files that hang on it, where it addresses the desk. */
  readonly files?: readonly PointedFile[]
  /** The message that it replies to, if not the desk's, or that it forwards, where it addresses the desk: “brief this” means that one. */
  readonly handed?: PassageContent
  /** The desk was mentioned or replied to. */
  readonly addressed: boolean
  /** In direct messages with the desk: what it says stands below it, and heads a thread of its own only where people make one. */
  readonly inLine?: true
  /** Others do not see it, since it was written into a form: an answer repeats it. */
  readonly unseen?: true
}

export interface Suggestion {
  /** A topic's slug, a digest's id, the name of a zone. */
  readonly slug: string
  readonly title: string
}
