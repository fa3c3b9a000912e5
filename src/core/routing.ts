import { composeText, type FoundDocument } from './document.ts'
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
   * The slug of the topic: the one that has it already; else the one whose rules fit best; else the one whose story it goes on with; else a
   * new one, named after what it speaks of.
   */
  route(found: FoundDocument, source: string, rules: MatchRules): Promise<string>
}

export interface RoutingOptions {
  readonly store: DocumentStore & TopicStore
}

/** Documents from which the stories are learned when the first document without a topic comes. */
const LEARNED_FROM = 5_000
/** A story that rested for so long is another one now, even if its words are the same: last year's summit, the election before. */
const LONGEST_REST_MS = 45 * 24 * 60 * 60_000
/** Names in a row that are tried before a number is put to them. */
const MOST_OF_A_NAME = 1_000

export function createRouting({ store }: RoutingOptions): Routing {
  let stories: Promise<Stories> | undefined

  return {
    async route(found, source, rules) {
      const known = await store.placeAt(source, found.location)
      if (known !== undefined) return known.topic
      const document = readStory(found)
      const named = topicByRules(document, rules)
      stories ??= learn(store)
      const learned = await stories
      const topic = named ?? learned.topicOf(document) ?? (await freeSlug(slugFor([document]), store, learned))
      learned.add(document, topic)
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

  add(document: StoryDocument, topic: string): void {
    const number = this.#grouping.add(document, this.#numbers.get(topic))
    this.#topics[number] = topic
    this.#numbers.set(topic, number)
    const at = timeOf(document)
    if (at !== undefined) this.#newest.set(topic, Math.max(at, this.#newest.get(topic) ?? at))
  }
}

async function learn(store: DocumentStore): Promise<Stories> {
  const stories = new Stories()
  for (const document of (await store.documentsFoundLast(LEARNED_FROM)).toReversed()) {
    stories.add({ ...document, date: document.date ?? document.foundAt }, document.topic)
  }
  return stories
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
