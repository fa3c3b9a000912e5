import { type Kysely, sql, type Transaction } from 'kysely'
import { stableId } from '../core/document.ts'
import type { SearchIndex } from './database.ts'
import type { Schema } from './schema.ts'
import { askedTokens, type CountedToken, countTokens, leadingTokens } from './tokens.ts'

/** Up to here the topics are looked up in the index itself, so that only their documents are ranked. */
const TOPICS_IN_INDEX = 30
/** SQLite ranks about a hundred documents in a millisecond, and nothing else runs meanwhile. */
const MOST_RANKED = 2_000

/**
 * FTS5 over the tokens that the core made. Its `ascii` tokenizer takes every character beyond ASCII for a letter, so a token stays
 * whole in any script; `unicode61` knows the letters of Unicode 6 only. The texts themselves are not kept twice (`content=''`). Over many
 * topics only documents that hold the rarer words are ranked where more than two thousand would be.
 */
export const sqliteSearch: SearchIndex = {
  async create(queries) {
    await sql`create virtual table document_words
      using fts5 (topic, words, content = '', contentless_delete = 1, tokenize = 'ascii')`.execute(queries)
    await sql`create virtual table document_words_counts using fts5vocab (document_words, row)`.execute(queries)
  },

  async put(transaction, document, topic, tokens) {
    await remove(transaction, document)
    const words = [...countTokens(tokens)].map(([token, count]) => `${token} `.repeat(count)).join('')
    await sql`insert into document_words (rowid, topic, words) values (${document}, ${topicWord(topic)}, ${words})`.execute(
      transaction,
    )
  },

  remove,

  async match(queries, tokens, topics, limit) {
    const asked = askedTokens(tokens)
    if (asked.length === 0 || topics.length === 0) return []
    const expression =
      topics.length > TOPICS_IN_INDEX
        ? await expressionForMany(queries, asked)
        : `topic : (${anyOf(topics.map(topicWord))}) AND words : (${anyOf(asked)})`
    const { rows } = await sql<{ key: number }>`
      select d.key from document_words w join documents d on d.key = w.rowid
      where document_words match ${expression} and d.listed = 1
        and d.topic in (select value from json_each(${JSON.stringify(topics)}))
      order by bm25(document_words, 0.0, 1.0), d.dated_at desc, d.key desc
      limit ${limit}`.execute(queries)
    return rows.map(({ key }) => key)
  },
}

/** The words that lead say what is ranked, all of them together how high. */
async function expressionForMany(queries: Kysely<Schema>, asked: readonly string[]): Promise<string> {
  const { rows } = await sql<CountedToken>`
    select term as token, doc as documents from document_words_counts
    where term in (${sql.join(asked)}) order by doc, term`.execute(queries)
  const leading = leadingTokens(rows, MOST_RANKED).map(({ token }) => token)
  const all = `words : (${anyOf(asked)})`
  return leading.length === rows.length ? all : `words : (${anyOf(leading)}) AND ${all}`
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
