import { composeText, composeTitle, contentHash, type Document, type FoundDocument, stableId } from './document.ts'
import { identifyLanguage } from './language/language.ts'
import type { DocumentStore, TopicStore } from './store-ports.ts'
import { createGrouping, type Grouping } from './story/grouping.ts'
import { slugFor } from './story/slug.ts'
import type { StoryDocument } from './story/terms.ts'
import { slugify } from './topic.ts'

/** Words and phrases that file a document under a topic, by slug. */
export type MatchRules = ReadonlyMap<string, readonly string[]>

/** Finds the topic of documents that come without one. */
export interface Routing {
  /**
   * The slug of the topic: the one that has it already; else the one that was to forget its text, where it stays forgotten; else the one
   * whose rules fit best; else the one whose story it goes on with; else a new one, named after what it speaks of.
   */
  route(found: FoundDocument, source: string, rules: MatchRules): Promise<string>
}

export interface RoutingOptions {
  readonly store: DocumentStore & TopicStore
  readonly now: () => Date
}

/** Documents from which the stories are learned when the first document without a topic comes. */
const LEARNED_FROM = 5_000
/** What comes with a topic of its own, or is filed by another process, is learned after so long; of much at once only the last. */
const LEARN_EVERY_MS = 60_000
const LEARNED_AT_ONCE = 500
const LOOKED_AT = 20
/** A story that rested for so long is another one now, even if its words are the same: last year's summit, the election before. */
const LONGEST_REST_MS = 45 * 24 * 60 * 60_000
/** Names in a row that are tried before a number is put to them. */
const MOST_OF_A_NAME = 1_000

export function createRouting({ store, now }: RoutingOptions): Routing {
  const stories = new Stories()
  let learning: Promise<void> | undefined
  let learnAt = 0

  /** Brings what is known of the stories up to date, now and then. */
  async function learn(): Promise<void> {
    const at = now().getTime()
    if (at < learnAt) return
    const isFirst = learnAt === 0
    learnAt = at + LEARN_EVERY_MS
    try {
      const last = isFirst ? [] : await store.documentsFoundLast(LOOKED_AT)
      const isAll = last.some(({ id }) => stories.holds(id))
      const documents = isAll ? last : await store.documentsFoundLast(isFirst ? LEARNED_FROM : LEARNED_AT_ONCE)
      for (const document of documents.toReversed()) stories.learn(document)
    } catch (error) {
      learnAt = isFirst ? 0 : at
      throw error
    }
  }

  return {
    async route(found, source, rules) {
      const known = await store.placeAt(source, found.location)
      const hash = contentHash(composeTitle(found.title), composeText(found.blocks).text)
      if (known?.hash === hash) return known.topic
      const former = (await store.topicOfForgotten(hash)) ?? known?.topic
      if (former !== undefined) return former
      const document = readStory(found)
      const named = topicByRules(document, rules)
      learning = (learning ?? Promise.resolve()).then(learn, learn)
      await learning
      const topic = named ?? stories.topicOf(document) ?? (await freeSlug(slugFor([document]), store, stories))
      stories.add(document, topic, stableId(source, found.location))
      return topic
    },
  }
}

/** What is known of the stories that topics tell. */
class Stories {
  readonly #grouping: Grouping = createGrouping()
  /** Topics by the number of their story, and the other way round; when each was last spoken of, milliseconds. */
  readonly #topics: string[] = []
  readonly #numbers = new Map<string, number>()
  readonly #newest = new Map<string, number>()
  /** Ids of the documents. */
  readonly #held = new Set<string>()

  holds(id: string): boolean {
    return this.#held.has(id)
  }

  has(topic: string): boolean {
    return this.#numbers.has(topic)
  }

  topicOf(document: StoryDocument): string | undefined {
    const nearest = this.#grouping.nearest(document)
    const topic = nearest === undefined ? undefined : this.#topics[nearest]
    if (topic === undefined) return undefined
    const [at, newest] = [timeOf(document), this.#newest.get(topic)]
    return at !== undefined && newest !== undefined && Math.abs(at - newest) > LONGEST_REST_MS ? undefined : topic
  }

  /** When old documents were taken in says nothing of when their story was told. */
  learn({ id, topic, isBackground, foundAt, date, ...document }: Document): void {
    if (this.#held.has(id)) return
    const at = date ?? (isBackground === true ? undefined : foundAt)
    this.add({ ...document, ...(at === undefined ? {} : { date: at }) }, topic, id)
  }

  add(document: StoryDocument, topic: string, id: string): void {
    this.#held.add(id)
    const number = this.#grouping.add(document, this.#numbers.get(topic))
    this.#topics[number] = topic
    this.#numbers.set(topic, number)
    const at = timeOf(document)
    if (at !== undefined) this.#newest.set(topic, Math.max(at, this.#newest.get(topic) ?? at))
  }
}

function readStory({ title = '', blocks, language, date }: FoundDocument): StoryDocument {
  const { text } = composeText(blocks)
  return { title, text, language: language ?? identifyLanguage(text), ...(date === undefined ? {} : { date }) }
}

/** The topic of whose rules most are met; of several the first by name. A rule is met where its words stand as they are, in any case. */
function topicByRules({ title = '', text }: StoryDocument, rules: MatchRules): string | undefined {
  const whole = fold(`${title}\n${text}`)
  let best: { readonly topic: string; readonly met: number } | undefined
  for (const topic of [...rules.keys()].sort()) {
    const met = (rules.get(topic) ?? []).filter((rule) => stands(fold(rule), whole)).length
    if (met > (best?.met ?? 0)) best = { topic, met }
  }
  return best?.topic
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim()
}

/** Whether it stands there as words of its own; in scripts without spaces, anywhere. */
function stands(rule: string, text: string): boolean {
  if (rule === '') return false
  const isPart = (character: string | undefined) =>
    character !== undefined && /[\p{L}\p{N}]/u.test(character) && !isSpaceless(character)
  for (let at = text.indexOf(rule); at >= 0; at = text.indexOf(rule, at + 1)) {
    const before = isPart(text[at - 1]) && isPart(rule[0])
    const behind = isPart(text[at + rule.length]) && isPart(rule.at(-1))
    if (!before && !behind) return true
  }
  return false
}

function isSpaceless(character: string): boolean {
  return /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}]/u.test(character)
}

/** A name that no topic has. */
async function freeSlug(name: string, store: TopicStore, stories: Stories): Promise<string> {
  const base = slugify(name)
  for (let number = 1; number <= MOST_OF_A_NAME; number++) {
    const slug = number === 1 ? base : `${base}-${number}`
    if (!stories.has(slug) && (await store.topicBySlug(slug)) === undefined) return slug
  }
  throw new Error(`there are too many topics of the name ${base}`)
}

function timeOf({ date }: StoryDocument): number | undefined {
  const time = date === undefined ? Number.NaN : Date.parse(date)
  return Number.isNaN(time) ? undefined : time
}
