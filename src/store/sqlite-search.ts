import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely'
import { stableId } from '../core/document.ts'
import type { Search } from '../core/search.ts'
import type { SearchIndex } from './database.ts'
import type { Schema } from './schema.ts'
import { type CountedWord, type SearchStep, searchSteps, takeSteps } from './search-steps.ts'
import { askedWords, countTokens } from './tokens.ts'
import { documentVisibleAt } from './visibility.ts'

/** Up to here the topics are looked up in the index itself, so that only their documents are ranked. */
const TOPICS_IN_INDEX = 30
/** SQLite ranks a thousand documents in two milliseconds, and nothing else runs meanwhile. */
const MOST_RANKED = 2_000

/**
 * FTS5 over the tokens that the core made. Its `ascii` tokenizer takes every character beyond ASCII for a letter, so a token stays
 * whole in any script; `unicode61` knows the letters of Unicode 6 only. The texts themselves are not kept twice (`content=''`). Only
 * documents that are listed are in it. To rank, it looks at nothing else: a look at the row of each document takes longer than its rank.
 */
export const sqliteSearch: SearchIndex = {
  async create(queries) {
    await sql`create virtual table document_words
      using fts5 (topic, words, content = '', contentless_delete = 1, tokenize = 'ascii')`.execute(queries)
  },

  async put(transaction, document, topic, tokens) {
    await remove(transaction, document)
    const words = [...countTokens(tokens)].map(([token, count]) => `${token} `.repeat(count)).join('')
    await sql`insert into document_words (rowid, topic, words) values (${document}, ${topicWord(topic)}, ${words})`.execute(
      transaction,
    )
  },

  remove,

  async match(queries, { words, match, within }, limit) {
    if ('topics' in within && within.topics.length === 0) return []
    const asked = askedWords(words)
    const counted = await Promise.all(asked.map((tokens) => countWord(queries, tokens, within)))
    if (counted.length === 0) return []
    return await takeSteps(searchSteps(counted, match, MOST_RANKED), limit, (step) =>
      rank(queries, step, counted, within, limit),
    )
  },
}

async function countWord(
  queries: Kysely<Schema>,
  tokens: readonly string[],
  within: Search['within'],
): Promise<CountedWord> {
  const expression = [`words : (${anyOf(tokens)})`, ...topicsInIndex(within)].join(' AND ')
  const { rows } = await sql<{ documents: number }>`
    select count(*) as documents from (
      select 1 from document_words where document_words match ${expression} limit ${MOST_RANKED + 1}
    )`.execute(queries)
  return { tokens, documents: rows[0]?.documents ?? 0 }
}

/** By BM25 over all words that were asked, among the documents of this step; of too many those that were found last. */
async function rank(
  queries: Kysely<Schema>,
  step: SearchStep,
  asked: readonly CountedWord[],
  within: Search['within'],
  limit: number,
): Promise<number[]> {
  const parts = [`words : (${expressionOf(step)})`, ...topicsInIndex(within)]
  if (step.words.length < asked.length) parts.push(`words : (${anyOf(asked.flatMap(({ tokens }) => tokens))})`)
  const { rows } = await sql<{ key: number }>`
    select key from (
      select w.rowid as key, bm25(document_words, 0.0, 1.0) as score from document_words w
      where document_words match ${parts.join(' AND ')} and ${inScope(within)}
      order by w.rowid desc limit ${MOST_RANKED}
    )
    order by score, key desc limit ${limit}`.execute(queries)
  return rows.map(({ key }) => key)
}

function inScope(within: Search['within']): RawBuilder<boolean> {
  if ('place' in within) return documentVisibleAt(within.place, sql`w.rowid`)
  if (within.topics.length <= TOPICS_IN_INDEX) return sql<boolean>`1 = 1`
  return sql<boolean>`exists (
    select 1 from documents d where d.key = w.rowid and d.topic in (select value from json_each(${JSON.stringify(within.topics)}))
  )`
}

function topicsInIndex(within: Search['within']): string[] {
  if (!('topics' in within) || within.topics.length > TOPICS_IN_INDEX) return []
  return [`topic : (${anyOf(within.topics.map(topicWord))})`]
}

function expressionOf({ match, words }: SearchStep): string {
  return words.map(({ tokens }) => `(${anyOf(tokens)})`).join(match === 'every' ? ' AND ' : ' OR ')
}

async function remove(transaction: Transaction<Schema>, document: number): Promise<void> {
  await sql`delete from document_words where rowid = ${document}`.execute(transaction)
}

/** A topic's slug as one ASCII word. */
function topicWord(topic: string): string {
  return stableId(topic)
}

function anyOf(words: readonly string[]): string {
  return words.map((word) => `"${word}"`).join(' OR ')
}
