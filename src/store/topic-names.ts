import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely'
import { isShortSlip, isSlip, swapsOf } from '../core/slips.ts'
import { isUnspaced, joined, namesOf, wordsOf } from '../core/spelling.ts'
import type { Place, Topic } from '../core/topic.ts'
import type { Schema } from './schema.ts'
import { visibleAt } from './visibility.ts'

/** Shorter words have no slips: of five letters one may be wrong. */
const SHORTEST_WITH_SLIPS = 4
/** A name has at most 80 letters; a question of many words is no name. */
const MOST_WORDS = 8
/** What a word may be meant to be, likeliest first. */
const SLIPS_A_WORD = 12
/** Words with most trigrams in common that are compared letter by letter. */
const WORDS_COMPARED = 40
/** Two swapped letters change four trigrams. */
const GRAMS_A_SLIP = 4
/** Counted only as far as it takes to tell rare from common. */
const GRAMS_COUNTED = 500
/** So many trigrams are looked up at least, so that the words which share most of them stand out. */
const MOST_TELLING_GRAMS = 4
/** Topics among which the newest ones are looked for where more fit than can be ranked. */
const NEWEST_LOOKED_AT = 500
/** A topic may have several words that begin alike: its whole name, the word that stands first in it. */
const ROWS_A_TOPIC = 3
/** No text is beyond this: what begins with a prefix lies between the two. */
const LAST = '\u{10FFFF}'

/** A word of a name, and how many words that name has; 0 for a whole name, written as one word. */
interface FiledWord {
  readonly word: string
  readonly size: number
}

/** Files a topic under its names, in place of those it had. The trigrams of a word stay: another topic may have it. */
export async function fileNames(
  transaction: Transaction<Schema>,
  key: number,
  topic: Pick<Topic, 'slug' | 'title' | 'aliases'>,
): Promise<void> {
  const { words, spelt } = filedUnder(topic)
  await transaction.deleteFrom('topic_words').where('topic', '=', key).execute()
  if (words.length === 0) return
  const rows = words.map(({ word, size }) => ({ word, size, topic: key }))
  await transaction.insertInto('topic_words').values(rows).execute()
  // In order, so that two processes that file the same words wait for each other instead of both being stuck.
  const grams = spelt
    .flatMap((word) => gramsOf(word).map((gram) => ({ gram, length: [...word].length, word })))
    .sort(byGram)
  if (grams.length === 0) return
  await transaction
    .insertInto('word_grams')
    .values(grams)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Everything a topic is found under, and those of the words in which slips are looked for. */
function filedUnder(topic: Pick<Topic, 'slug' | 'title' | 'aliases'>): { words: FiledWord[]; spelt: string[] } {
  const sizes = new Map<string, number>()
  const file = (word: string, size: number) => sizes.set(word, Math.min(size, sizes.get(word) ?? size))
  const spelt = new Set<string>()
  for (const name of namesOf(topic)) {
    file(joined(name), 0)
    const words = wordsOf(name)
    for (const word of words) {
      spelt.add(word)
      if (words.length > 1) file(word, words.length)
      if (isUnspaced(word)) for (const rest of endsOf(word)) file(rest, words.length)
    }
  }
  return { words: [...sizes].map(([word, size]) => ({ word, size })), spelt: [...spelt].filter(isLong) }
}

/** Where no spaces are written, a word may begin at any character but the last. */
function endsOf(word: string): string[] {
  const characters = [...word]
  return characters.slice(1, -1).map((_, index) => characters.slice(index + 1).join(''))
}

/** Trigrams of a word, its beginning and end among the letters. */
function gramsOf(word: string): string[] {
  const letters = ['^', ...word, '$']
  return [...new Set(letters.slice(2).map((_, index) => letters.slice(index, index + 3).join('')))]
}

function byGram(a: { gram: string; word: string }, b: { gram: string; word: string }): number {
  const [left, right] = [`${a.gram}${a.word}`, `${b.gram}${b.word}`]
  return left < right ? -1 : Number(left > right)
}

function isLong(word: string): boolean {
  return [...word].length >= SHORTEST_WITH_SLIPS
}

/**
 * Keys of topics visible at a place whose names fit what was typed: first those that begin with it or have a word that does, then those
 * that have all words of it, then the same with slips in words that no name has, then those that have some of the words. Each step is
 * only taken where the ones before found nothing.
 */
export async function keysNamed(
  queries: Kysely<Schema>,
  spelling: string,
  place: Place,
  limit: number,
): Promise<number[]> {
  const words = wordsOf(spelling)
  if (words.length === 0 || words.length > MOST_WORDS) return []
  const begun = await keysAndNewest(queries, [startsWith(joined(spelling))], place, limit)
  const typed = words.map(startsWith)
  const all = words.length === 1 ? [] : await keysAndNewest(queries, await rarestFirst(queries, typed), place, limit)
  const found = new Set([...begun, ...all])
  if (found.size > 0) return [...found].slice(0, limit)
  const meant = await Promise.all(words.map((word) => orSlips(queries, word)))
  const slipped = await keysAndNewest(queries, await rarestFirst(queries, meant), place, limit)
  if (slipped.length > 0 || words.length === 1) return slipped
  const some = await Promise.all(meant.map((fits) => keysWith(queries, [fits], place, limit)))
  return mostOften(some.map(({ keys }) => keys)).slice(0, limit)
}

/** As SQL, whether the word of a row of `topic_words` (alias `w` or another) fits what was typed. */
type Fits = (alias: string) => RawBuilder<boolean>

function startsWith(prefix: string): Fits {
  return (alias) => {
    const word = sql.ref(`${alias}.word`)
    return sql<boolean>`${word} >= ${prefix} and ${word} < ${prefix + LAST}`
  }
}

function oneOf(words: readonly string[]): Fits {
  return (alias) => sql<boolean>`${sql.ref(`${alias}.word`)} in (${sql.join([...words])})`
}

/** Topics as `keysWith` gives them; where more fit than the limit takes, a quarter are the newest that do. */
async function keysAndNewest(
  queries: Kysely<Schema>,
  conditions: readonly Fits[],
  place: Place,
  limit: number,
): Promise<number[]> {
  const { keys, isAll } = await keysWith(queries, conditions, place, limit)
  if (isAll) return keys
  const quarter = Math.ceil(limit / 4)
  const { rows } = await sql<{ key: number }>`
    select t.key from topics t
    where ${isListed(place)} and ${sql.join(conditions.map(hasWord), sql` and `)} and t.updated_at >= coalesce((
      select n.updated_at from topics n where n.documents > 0
      order by n.updated_at desc, n.slug limit 1 offset ${NEWEST_LOOKED_AT}
    ), '')
    order by t.updated_at desc, t.slug limit ${quarter}`.execute(queries)
  return [...new Set([...keys.slice(0, limit - quarter), ...rows.map(({ key }) => key), ...keys])].slice(0, limit)
}

/** Topics with a word for each condition, the first of which should be the rarest: whole names first, then the shorter names. */
async function keysWith(
  queries: Kysely<Schema>,
  [first, ...others]: readonly Fits[],
  place: Place,
  limit: number,
): Promise<{ keys: number[]; isAll: boolean }> {
  if (first === undefined) return { keys: [], isAll: true }
  const { rows } = await sql<{ key: number }>`
    select t.key from topic_words w join topics t on t.key = w.topic
    where ${first('w')} and ${sql.join([isListed(place), ...others.map(hasWord)], sql` and `)}
    order by w.word, w.size limit ${limit * ROWS_A_TOPIC}`.execute(queries)
  const keys = [...new Set(rows.map(({ key }) => key))].slice(0, limit)
  return { keys, isAll: rows.length < limit * ROWS_A_TOPIC }
}

function isListed(place: Place): RawBuilder<boolean> {
  return sql<boolean>`t.documents > 0 and ${visibleAt(place)}`
}

function hasWord(fits: Fits): RawBuilder<boolean> {
  return sql<boolean>`exists (select 1 from topic_words o where o.topic = t.key and ${fits('o')})`
}

/** Counted only as far as it takes to tell rare from common. */
async function rarestFirst(queries: Kysely<Schema>, conditions: readonly Fits[]): Promise<Fits[]> {
  const counted = await Promise.all(
    conditions.map(async (fits) => {
      const { rows } = await sql<{ count: number }>`
        select cast(count(*) as integer) as count
        from (select 1 as one from topic_words w where ${fits('w')} limit 1000) c`.execute(queries)
      return { fits, count: rows[0]?.count ?? 0 }
    }),
  )
  return counted.sort((a, b) => a.count - b.count).map(({ fits }) => fits)
}

/** Words that begin with this one, or if there are none, words that differ by a slip. */
async function orSlips(queries: Kysely<Schema>, word: string): Promise<Fits> {
  const begins = startsWith(word)
  const known = await sql`select 1 from topic_words w where ${begins('w')} limit 1`.execute(queries)
  if (known.rows.length > 0) return begins
  const slips = await slipsOf(queries, word)
  return slips.length === 0 ? begins : oneOf(slips)
}

async function slipsOf(queries: Kysely<Schema>, word: string): Promise<string[]> {
  if (!isLong(word)) return []
  const alike = await wordsAlike(queries, word)
  const slips = alike.filter((other) => isSlip(word, other))
  if (slips.length > 0) return slips.slice(0, SLIPS_A_WORD)
  // Two swapped letters of four leave no trigram as it was.
  const swaps = await knownWords(queries, swapsOf(word))
  return [...new Set([...swaps, ...alike.filter((other) => isShortSlip(word, other) !== undefined)])].slice(
    0,
    SLIPS_A_WORD,
  )
}

/** Words that have most trigrams in common with this one. */
async function wordsAlike(queries: Kysely<Schema>, word: string): Promise<string[]> {
  const length = [...word].length
  const lengths = sql`g.length in (${sql.join(lengthsNear(length))})`
  const grams = await rarestGrams(queries, gramsOf(word), lengths, Math.floor(length / 5) * GRAMS_A_SLIP + 1)
  if (grams.length === 0) return []
  const { rows } = await sql<{ word: string }>`
    select g.word from word_grams g where g.gram in (${sql.join(grams)}) and ${lengths}
    group by g.word order by count(*) desc, g.word limit ${WORDS_COMPARED}`.execute(queries)
  return rows.map((row) => row.word)
}

async function knownWords(queries: Kysely<Schema>, words: readonly string[]): Promise<string[]> {
  if (words.length === 0) return []
  const known = queries.selectFrom('topic_words').select('word').distinct().where('word', 'in', words)
  return (await known.orderBy('word').execute()).map(({ word }) => word)
}

/**
 * So many trigrams that a word within reach has at least one of them, the rarest, so that a common one is not looked up for nothing.
 * Those that no word has are left out: the slip is there.
 */
async function rarestGrams(
  queries: Kysely<Schema>,
  grams: readonly string[],
  lengths: RawBuilder<unknown>,
  enough: number,
): Promise<string[]> {
  const counts = grams.map(
    (gram) => sql`
      select ${gram} as gram, (
        select count(*) from (select 1 as one from word_grams g where g.gram = ${gram} and ${lengths} limit ${GRAMS_COUNTED}) c
      ) as words`,
  )
  const { rows } = await sql<{ gram: string; words: number }>`${sql.join(counts, sql` union all `)}`.execute(queries)
  const known = rows.map(({ gram, words }) => ({ gram, words: Number(words) })).filter(({ words }) => words > 0)
  const missing = grams.length - known.length
  return known
    .sort((a, b) => a.words - b.words)
    .slice(0, Math.max(MOST_TELLING_GRAMS, enough - missing))
    .map(({ gram }) => gram)
}

/** Of five letters one may be missing or too many. */
function lengthsNear(length: number): number[] {
  const [least, most] = [Math.ceil(length * 0.8), Math.floor(length / 0.8)]
  return Array.from({ length: most - least + 1 }, (_, index) => least + index)
}

function mostOften(lists: readonly (readonly number[])[]): number[] {
  const counts = new Map<number, number>()
  for (const key of lists.flat()) counts.set(key, (counts.get(key) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a).map(([key]) => key)
}
