import { type Brief, type Claim, evidenceOf, referenceTo } from '../../src/core/brief.ts'
import { composeText, contentHash, type Document, stableId } from '../../src/core/document.ts'
import { type Topic, titleOfSlug } from '../../src/core/topic.ts'
import { type Random, seededRandom, zipfRanks } from './random.ts'

/** One topic as the desk has it once it is briefed. */
export interface BriefedTopic {
  readonly topic: Topic
  readonly document: Document
  readonly brief: Brief
}

/** Topics that are the same in every run, made when they are asked for: a hundred thousand of them need no memory. */
export interface Corpus {
  topicAt(index: number): BriefedTopic
  /** Which of the first `size` topics are described. */
  described(size: number): readonly number[]
}

/** Different words of the texts, function words left out: the commonest stands in every second document, as in real ones. */
const WORDS = 30_000
const WORDS_OFFSET = 60
/** Different names that topics share. The commonest stands in every eighth topic. */
const NAMES = 2_000
const SENTENCES = 14
const WORDS_A_SENTENCE = 18
/** The names of topics come from far behind the words of texts, so that they are not the same. */
const FIRST_NAME = 40_000
const FIRST_OWN_NAME = 100_000

/** Seventy-five syllables a script. */
const SYLLABLES = {
  latin: syllables([...'bdfgklmnprstz', 'st', 'tr'], [...'aeiou']),
  cyrillic: syllables([...'бдфгклмнпрстз', 'ст', 'тр'], [...'аеиоу']),
  devanagari: syllables([...'बदफगकलमनपरसतज', 'स्त', 'त्र'], ['ा', 'े', 'ि', 'ो', 'ु']),
  // One character a syllable, all over the block of Chinese ones.
  han: Array.from({ length: 75 }, (_, index) => String.fromCodePoint(0x4e00 + index * 271)),
} as const
type Script = keyof typeof SYLLABLES
const OTHER_SCRIPTS: readonly Script[] = ['cyrillic', 'devanagari', 'han']
/** Has no divisor in common with 75, so that neighbouring numbers get words that are nothing like each other. */
const SCATTER = 7_654_321

const drawWord = zipfRanks(WORDS, WORDS_OFFSET)
const drawName = zipfRanks(NAMES)

/** The corpus of the bench. */
export const CORPUS_SEED = 7

/** Most topics are folders that nobody has described; so many have a title and a name in another script. */
const DESCRIBED_EVERY = 500

/** Topics with one document of about 1.5 KB each. */
export function createCorpus(seed: number): Corpus {
  return {
    topicAt(index) {
      const random = seededRandom(seed + index * 7919)
      const [shared, other, own] = [
        FIRST_NAME + drawName(random),
        FIRST_NAME + random.below(NAMES),
        FIRST_OWN_NAME + index,
      ]
      const words = [shared, other, own].map((number) => spell(number, 'latin'))
      const names = words.map(capital)
      const slug = words.join('-')
      const isDescribed = index % DESCRIBED_EVERY === 0
      const aliases = isDescribed ? [spell(own, random.one(OTHER_SCRIPTS))] : []
      const title = isDescribed ? `${names[0]} and ${names[1]}: the case of ${names[2]}` : titleOfSlug(slug)
      const sentences = Array.from({ length: SENTENCES }, () => sentence(names, random))
      const document = documentOf(index, slug, `${names[0]} and ${names[2]}`, sentences)
      return { topic: { slug, title, aliases }, document, brief: briefOf(document) }
    },
    described: (size) => Array.from({ length: Math.ceil(size / DESCRIBED_EVERY) }, (_, n) => n * DESCRIBED_EVERY),
  }
}

/** A word for a number, another one for each, said with the same syllables in every script. */
export function spell(number: number, script: Script): string {
  const list = SYLLABLES[script]
  const length = number < list.length ** 2 ? 2 : number < list.length ** 3 / 8 ? 3 : 4
  const words = list.length ** length
  let rest = Number((BigInt(number) * BigInt(SCATTER)) % BigInt(words))
  let word = ''
  for (let place = 0; place < length; place++) {
    word += list[rest % list.length]
    rest = Math.floor(rest / list.length)
  }
  return word
}

function syllables(onsets: readonly string[], vowels: readonly string[]): string[] {
  return onsets.flatMap((onset) => vowels.map((vowel) => onset + vowel))
}

function sentence(names: readonly string[], random: Random): string {
  const words = Array.from({ length: WORDS_A_SENTENCE }, () => spell(drawWord(random), 'latin'))
  words[random.below(words.length)] = random.one(names)
  return `${capital(words.join(' '))}.`
}

function documentOf(index: number, topic: string, title: string, sentences: readonly string[]): Document {
  const { text, paragraphs } = composeText([
    { kind: 'prose', text: sentences.slice(0, 4).join(' ') },
    { kind: 'prose', text: sentences.slice(4).join(' ') },
  ])
  const day = new Date(Date.UTC(2020, 0, 1) + (index % 2_000) * 86_400_000).toISOString()
  // Not from a folder: a desk that finds its folder empty would take them for deleted.
  const [source, location] = ['bench', `${topic}.txt`]
  const date = day.slice(0, 10)
  return {
    ...{ id: stableId(source, location), topic, source, location, title, date, language: 'en', text, paragraphs },
    ...{ hash: contentHash(title, text), revision: 1, foundAt: day },
  }
}

/** Says what the extractive writer might have said; to ask that one would take the bench an hour. */
function briefOf(document: Document): Brief {
  const claims = [...document.text.matchAll(/[^.]+\./gu)].map(({ 0: text, index }): Claim => {
    const start = index + text.length - text.trimStart().length
    return { text: text.trim(), evidence: [evidenceOf(document, start, index + text.length)] }
  })
  const [headline, bottomLine, ...points] = claims
  if (headline === undefined || bottomLine === undefined) throw new Error('a text of the corpus has no sentences')
  return {
    id: stableId('bench', document.id),
    topic: document.topic,
    language: document.language,
    headline,
    bottomLine,
    points: points.slice(0, 3),
    names: [],
    dates: [],
    next: [],
    sources: [referenceTo(document)],
    writer: 'extractive',
  }
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
