import { lookUp, openBrief } from './brief-desk.ts'
import type { AnsweringRules } from './conversation/answering.ts'
import { listen, remember } from './conversation/listening.ts'
import type { ConversationStore } from './conversation/turn.ts'
import type { OwedDelivery } from './delivery.ts'
import type { DigestPolicy } from './digest-command.ts'
import { manageDigests, postEdition, suggestDigests } from './digest-desk.ts'
import { stableId } from './document.ts'
import type { FeedDeskOptions } from './feed-desk.ts'
import type { FeedbackStore } from './feedback.ts'
import { takeFeedback } from './feedback-desk.ts'
import type { FeedKnowledge } from './feeds.ts'
import { completeTopic } from './finding.ts'
import type { DevelopmentStore, FollowStore } from './following/follow.ts'
import { pressFollow } from './following/pressing.ts'
import type { ForgettingStore, RetractionStore } from './forgetting.ts'
import type { Observe } from './happening.ts'
import { homeOf } from './home.ts'
import type { Log } from './log.ts'
import { versionOf } from './news.ts'
import { optional } from './optional.ts'
import type { PassageStore } from './passage.ts'
import { briefPassage, filePassage } from './passage-desk.ts'
import { addressesTyped, type Reading } from './pointing.ts'
import type { Command, Desk, EventId, Writer } from './ports.ts'
import type { Action } from './press.ts'
import { ask, askEverywhere } from './question-desk.ts'
import { type Reply, topicsOf } from './reply.ts'
import type {
  BriefStore,
  DigestStore,
  DocumentStore,
  InboxStore,
  OutboxStore,
  ThreadStore,
  TopicStore,
} from './store-ports.ts'
import type { UsageStore } from './usage.ts'
import type { ModelTerms } from './usage-lines.ts'
import { suggestZones } from './zones.ts'

const SUGGESTIONS = 25

export interface DeskOptions {
  readonly store: DocumentStore &
    TopicStore &
    BriefStore &
    DigestStore &
    ThreadStore &
    FollowStore &
    DevelopmentStore &
    ConversationStore &
    InboxStore &
    OutboxStore &
    PassageStore &
    FeedbackStore &
    UsageStore &
    FeedDeskOptions['store'] &
    ForgettingStore &
    RetractionStore
  readonly writer: Writer
  /** Reads pages and files that people point at; without one, messages are briefed for their text alone. */
  readonly reading?: Reading
  /** None are known but those that were added, if absent. */
  readonly feeds?: FeedKnowledge
  readonly now: () => Date
  /** Something new is owed: send it without waiting for the next tick. */
  readonly hurry: () => void
  readonly observe: Observe
  readonly policy: DigestPolicy
  /** What is answered where, as the desk's file has it now; `USUAL_ANSWERING` if absent. */
  readonly answering?: () => AnsweringRules
  /** Absent where no model is set up. */
  readonly model?: ModelTerms
  readonly log: Log
}

/** What platforms may ask for, over the given stores. */
export function createDesk(options: DeskOptions): Desk {
  const { store } = options
  const now = () => options.now().toISOString()

  return {
    async command(command) {
      if (!(await store.acceptEvent(command.event, now()))) return undefined
      const reply = await obey(command, options)
      options.observe({ kind: 'reply', to: command.name, reply })
      return reply
    },

    async hear(message) {
      // Many come again when another process takes over. What is worked out for one of them would be paid for and thrown away.
      if (await store.hasEvent(message.event)) return
      const heard = await listen(message, options)
      const reply = heard?.reply
      const thread = message.thread ?? (message.inLine === true ? undefined : message.message)
      const channel = { platform: message.place.platform, channel: message.channel }
      const target = thread === undefined ? channel : { ...channel, thread }
      const { workspace } = message.place
      const where = workspace === undefined ? { target } : { target, workspace }
      const owed: OwedDelivery[] = reply === undefined ? [] : [{ key: keyOf(message.event), ...where, reply }]
      const first = await store.acceptEvent(message.event, now(), owed)
      if (first && heard !== undefined) {
        options.hurry()
        options.observe({ kind: 'reply', to: 'message', reply: heard.reply })
        await remember(message, heard, options)
      }
    },

    async act(action) {
      for (const event of [action.event, ...(action.alias === undefined ? [] : [action.alias])]) {
        if (!(await store.acceptEvent(event, now()))) return undefined
      }
      const reply = await press(action, options)
      options.observe({ kind: 'reply', to: 'button', reply })
      return reply
    },

    async suggest(prefix, place, of = 'topics') {
      if (of === 'digests') return await suggestDigests(place, store)
      if (of === 'zones') return suggestZones(prefix, SUGGESTIONS).map((zone) => ({ slug: zone, title: zone }))
      const topics = await completeTopic(prefix, place, SUGGESTIONS, store)
      return topics.map(({ slug, title }) => ({ slug, title }))
    },

    async home(place, asker) {
      return await homeOf(place, asker, options)
    },

    async left(place, channels) {
      const digests = await store.forgetPlace(place, channels)
      options.log.info('the bot was removed, and what concerned the place is forgotten', { ...place, digests })
    },

    workspaces: (platform) => store.workspacesOf(platform),

    async posted(reply, target, message, workspace) {
      const key = `shown-${stableId(target.platform, message.channel, message.message)}`
      await store.noteSent({ key, target, ...optional('workspace', workspace), reply }, message, now())
      await store.saveThread(target, message.thread ?? message.message, topicsOf(reply), now())
      if (reply.kind !== 'brief' || reply.passage !== undefined) return
      const documents = reply.brief.sources.map(({ document, revision }) => versionOf({ id: document, revision }))
      await store.saveTold({ target, topic: reply.brief.topic, brief: reply.brief.id, documents }, now())
    },
  }
}

async function obey(command: Command, options: DeskOptions): Promise<Reply> {
  switch (command.name) {
    case 'brief':
      return await lookUpOrRead(command, options)
    case 'ask':
      return await ask(command, options)
    case 'digest':
      return await manageDigests(command, options)
    case 'passage':
      return await briefPassage(command, options)
  }
}

/** What was typed may be the address of a page, or of several. */
async function lookUpOrRead(command: Command & { name: 'brief' }, options: DeskOptions): Promise<Reply> {
  const pages = addressesTyped(command.topic)
  if (pages.length === 0) return await lookUp(command.topic, command.place, options)
  return await briefPassage({ ...command, name: 'passage', text: '', pages }, options)
}

async function press(action: Action, options: DeskOptions): Promise<Reply> {
  switch (action.name) {
    case 'sources':
    case 'more':
      return await openBrief(action, options)
    case 'post':
      return await postEdition(action, options)
    case 'file':
      return await filePassage(action, options)
    case 'follow':
    case 'unfollow':
      return await pressFollow(action, options)
    case 'everywhere':
      return await askEverywhere(action, options)
    case 'useful':
    case 'useless':
      return await takeFeedback({ ...action, name: action.name }, options)
  }
}

function keyOf(event: EventId): string {
  return `answer-${event}`.slice(0, 120)
}
