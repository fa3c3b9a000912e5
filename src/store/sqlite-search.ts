import { sql, type Transaction } from 'kysely'
import { stableId } from '../core/document.ts'
import type { SearchIndex } from './database.ts'
import type { Schema } from './schema.ts'
import { askedTokens, countTokens } from './tokens.ts'

/** Up to here the topics are looked up in the index itself, so that only their documents are ranked. */
const TOPICS_IN_INDEX = 30

/**
 * FTS5 over the tokens that the core made. Its `ascii` tokenizer takes every character beyond ASCII for a letter, so a token stays
 * whole in any script; `unicode61` knows the letters of Unicode 6 only. The texts themselves are not kept twice (`content=''`).
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

  async match(queries, tokens, topics, limit) {
    const asked = askedTokens(tokens)
    if (asked.length === 0 || topics.length === 0) return []
    const words = `words : (${asked.map(quote).join(' OR ')})`
    const few = topics.length <= TOPICS_IN_INDEX
    const expression = few ? `topic : (${topics.map(topicWord).map(quote).join(' OR ')}) AND ${words}` : words
    const { rows } = await sql<{ key: number }>`
      select d.key from document_words w join documents d on d.key = w.rowid
      where document_words match ${expression} and d.listed = 1
        and d.topic in (select value from json_each(${JSON.stringify(topics)}))
      order by bm25(document_words, 0.0, 1.0), d.dated_at desc, d.key desc
      limit ${limit}`.execute(queries)
    return rows.map(({ key }) => key)
  },
}

async function remove(transaction: Transaction<Schema>, document: number): Promise<void> {
  await sql`delete from document_words where rowid = ${document}`.execute(transaction)
}

/** A topic's slug as one ASCII word. */
function topicWord(topic: string): string {
  return stableId(topic)
}

function quote(word: string): string {
  return `"${word}"`
}
