import { type Kysely, type RawBuilder, sql } from 'kysely'
import { stableId } from '../core/document.ts'
import type { Search } from '../core/search.ts'
import type { SearchIndex } from './database.ts'
import type { Schema } from './schema.ts'
import { type CountedWord, type SearchStep, searchSteps, takeSteps } from './search-steps.ts'
import { askedWords, countTokens, FREQUENCIES, type Frequency } from './tokens.ts'
import { documentVisibleAt } from './visibility.ts'

/** Up to here the topics are looked up in the index itself, so that only their documents are ranked. */
const TOPICS_IN_INDEX = 30
/** This keeps a question of common words below a tenth of a second. */
const MOST_RANKED = 1_000
/** BM25's usual constants, those of FTS5 too (https://sqlite.org/fts5.html#the_bm25_function). */
const K1 = 1.2
const B = 0.75
/** `ts_rank` of one word at one place is its weight by this (calc_rank_or in PostgreSQL's tsrank.c). */
const RANK_UNIT = 1.64493406685
/** The label of a place says how often the text says the word; `ts_rank` gives it back, as a share of the greatest. */
const LABELS: Readonly<Record<Frequency, string>> = { 1: 'D', 2: 'C', 4: 'B', 8: 'A' }
const GREATEST = Math.max(...FREQUENCIES)
const WEIGHTS = FREQUENCIES.map((frequency) => frequency / GREATEST)

/**
 * GIN over a `tsvector` of the tokens that the core made, and of the topic as one more word. What matches is ranked by BM25 (Robertson
 * & Zaragoza 2009), as FTS5 does it: `ts_rank` itself knows nothing of how rare a word is, so it only tells how often a text says it.
 * Only documents that are listed are in it.
 */
export const postgresSearch: SearchIndex = {
  async create(queries) {
    await sql`create table document_words (
      document integer primary key references documents, words tsvector not null, length integer not null
    )`.execute(queries)
    await sql`create index document_words_index on document_words using gin (words)`.execute(queries)
  },

  async put(transaction, document, topic, tokens) {
    const counts = countTokens(tokens)
    const length = counts.values().reduce((sum, count) => sum + count, 0)
    const words = [...counts].map(([token, count]) => `'${token}':1${LABELS[count]}`)
    words.push(`'${topicWord(topic)}'`)
    await sql`insert into document_words (document, words, length)
      values (${document}, ${words.join(' ')}::tsvector, ${length})
      on conflict (document) do update set words = excluded.words, length = excluded.length`.execute(transaction)
  },

  async remove(transaction, document) {
    await sql`delete from document_words where document = ${document}`.execute(transaction)
  },

  async match(queries, { words, match, within }, limit) {
    const asked = askedWords(words)
    if (asked.length === 0 || ('topics' in within && within.topics.length === 0)) return []
    const weighed = await weigh(queries, asked.flat(), within)
    const documentsOf = new Map(weighed.map(({ token, documents }) => [token, documents]))
    const counted = asked.map((tokens): CountedWord => {
      const known = tokens.filter((token) => documentsOf.has(token))
      return { tokens: known, documents: known.reduce((sum, token) => sum + (documentsOf.get(token) ?? 0), 0) }
    })
    return await takeSteps(searchSteps(counted, match, MOST_RANKED), limit, (step) =>
      rank(queries, step, weighed, within, limit),
    )
  },
}

interface WeighedToken {
  readonly token: string
  /** Documents that hold it, counted up to one more than are ranked. */
  readonly documents: number
  readonly weight: number
}

/** The tokens that occur at all. */
async function weigh(
  queries: Kysely<Schema>,
  tokens: readonly string[],
  within: Search['within'],
): Promise<WeighedToken[]> {
  const { rows } = await sql<{ token: string; documents: number; total: number }>`
    select a.token, cast(f.documents as integer) as documents, n.total
    from unnest(${tokens}::text[]) as a (token)
    cross join (select reltuples as total from pg_class where oid = 'document_words'::regclass) n
    cross join lateral (
      select count(*) as documents from (
        select 1 from document_words w where w.words @@ ${inIndex(within, sql`quote_literal(a.token)::tsquery`)}
        limit ${MOST_RANKED + 1}
      ) holders
    ) f
    where f.documents > 0`.execute(queries)
  return rows.map(({ token, documents, total }) => ({
    token,
    documents,
    // The server's own estimate of how many there are, which is too low, even -1, where much is new to it.
    weight: Math.log(1 + (Math.max(total, documents) - documents + 0.5) / (documents + 0.5)),
  }))
}

/**
 * By BM25 over all tokens that were asked, among the documents of this step; of too many those that were found last. To look at a vector
 * takes PostgreSQL far longer than to find it in the index, which its planner does not know: a query that it cannot read beforehand
 * (`select`) and an order that no index has (`+ 0`) keep it to the index, and `|| ''` unpacks a vector once for all tokens.
 */
async function rank(
  queries: Kysely<Schema>,
  step: SearchStep,
  weighed: readonly WeighedToken[],
  within: Search['within'],
  limit: number,
): Promise<number[]> {
  const tokens = weighed.map(({ token }) => token)
  const weights = weighed.map(({ weight }) => weight)
  const { rows } = await sql<{ key: number }>`
    with candidates as materialized (
      select w.document, w.words, w.length from document_words w
      where ${inScope(within)} and w.words @@ (select ${inIndex(within, sql`${expressionOf(step)}::tsquery`)})
      order by w.document + 0 desc
      limit ${MOST_RANKED}
    ), unpacked as materialized (
      select document, words || ''::tsvector as words, length from candidates
    )
    select c.document as key from unpacked c
    cross join (select greatest(avg(length), 1)::real as length from candidates) mean
    cross join lateral (
      select sum(t.weight * f.frequency / (f.frequency + ${K1}::real * (1 - ${B}::real + ${B}::real * c.length / mean.length)))
      from unnest(${tokens}::text[], ${weights}::real[]) as t (token, weight)
      cross join lateral (
        select ts_rank(${WEIGHTS}::real[], c.words, quote_literal(t.token)::tsquery) * ${RANK_UNIT * GREATEST}::real
      ) as f (frequency)
    ) as s (score)
    order by s.score desc, c.document desc
    limit ${limit}`.execute(queries)
  return rows.map(({ key }) => key)
}

function expressionOf({ match, words }: SearchStep): string {
  const alternatives = words.map(({ tokens }) => `(${tokens.map((token) => `'${token}'`).join(' | ')})`)
  return alternatives.join(match === 'every' ? ' & ' : ' | ')
}

function inScope(within: Search['within']): RawBuilder<boolean> {
  if ('place' in within) return documentVisibleAt(within.place, sql`w.document`)
  if (within.topics.length <= TOPICS_IN_INDEX) return sql<boolean>`1 = 1`
  return sql<boolean>`exists (
    select 1 from documents d where d.key = w.document and d.topic = any(${within.topics}::text[])
  )`
}

function inIndex(within: Search['within'], query: RawBuilder<unknown>): RawBuilder<unknown> {
  if (!('topics' in within) || within.topics.length > TOPICS_IN_INDEX) return query
  return sql`(${within.topics.map((topic) => `'${topicWord(topic)}'`).join(' | ')}::tsquery && ${query})`
}

/** A topic's slug as a word that no text holds. */
function topicWord(topic: string): string {
  return `#${stableId(topic)}`
}
