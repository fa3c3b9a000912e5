import type { Transaction } from 'kysely'
import type { Document, DocumentVersion } from '../core/document.ts'
import type { DocumentStore, SavedDocument } from '../core/store-ports.ts'
import { type Database, transact } from './database.ts'
import { placeDocument, reword, settleLocations, takeOver } from './document-places.ts'
import { listedByTopic, type Standing, standingAt, standingById, standingByText, withContent } from './document-rows.ts'
import { contentOf, insertDocument, recount, relist, writeRevision } from './document-writing.ts'
import { isForgotten, topicOfForgotten } from './forgetting.ts'
import { currentSlugs } from './renaming.ts'
import type { Schema } from './schema.ts'

export function documentStore(database: Database): DocumentStore {
  const { queries, exceptions } = database
  return {
    async saveDocument(document) {
      return await transact(database, async (transaction) => {
        await exceptions.hold(transaction, 'documents')
        return await save(transaction, document, database)
      })
    },

    async saveCopy(copy, original) {
      return await transact(database, async (transaction) => {
        await exceptions.hold(transaction, 'documents')
        return await saveAsCopy(transaction, copy, original, database)
      })
    },

    async withdrawLocation(source, location) {
      return await transact(database, async (transaction) => {
        await exceptions.hold(transaction, 'documents')
        const standing = await standingAt(transaction, source, location)
        if (standing === undefined) return undefined
        const where = transaction.deleteFrom('locations').where('source', '=', source).where('location', '=', location)
        await where.execute()
        return (await settleLocations(transaction, standing, database)) ? standing.topic : undefined
      })
    },

    async documentsOf(topic, limit) {
      const [slug = topic] = await currentSlugs(queries, [topic])
      return await listedByTopic(queries, slug, limit)
    },

    async searchDocuments(search, limit) {
      const { within } = search
      const asked =
        'topics' in within ? { ...search, within: { topics: await currentSlugs(queries, within.topics) } } : search
      const keys = await exceptions.search.match(queries, asked, limit)
      return await withContent(queries, keys)
    },

    async placeAt(source, location) {
      const here = await standingAt(queries, source, location)
      return here === undefined ? undefined : { topic: here.topic, hash: here.found, places: here.locations }
    },

    async topicOfForgotten(hash) {
      return await topicOfForgotten(queries, hash)
    },

    async documentsFoundLast(limit) {
      const last = queries.selectFrom('documents').select('key').where('listed', '=', 1).orderBy('key', 'desc')
      return await withContent(
        queries,
        (await last.limit(limit).execute()).map(({ key }) => key),
      )
    },

    async locationsOf(source) {
      const rows = await queries.selectFrom('locations').select('location').where('source', '=', source).execute()
      return new Set(rows.map(({ location }) => location))
    },
  }
}

async function save(transaction: Transaction<Schema>, given: Document, database: Database): Promise<SavedDocument> {
  const [topic = given.topic] = await currentSlugs(transaction, [given.topic])
  const document = { ...given, topic }
  if (await isForgotten(transaction, topic, document.hash)) return { document, outcome: 'forgotten' }
  const here = await standingAt(transaction, document.source, document.location)
  if (here?.topic === topic && here.found === document.hash) return await saved(transaction, here, 'same')
  const twin = await standingByText(transaction, topic, document.hash)
  if (twin?.listed === 1) {
    await placeDocument(transaction, document, twin, here, database)
    await takeOver(transaction, twin, database)
    return await saved(transaction, twin, 'same')
  }
  if (here?.topic === topic && here.locations === 1) {
    await writeRevision(transaction, { ...document, id: here.id, revision: here.revision + 1 }, here.key, database)
    await placeDocument(transaction, document, { ...here, hash: document.hash }, here, database)
    await recount(transaction, topic)
    return await saved(transaction, here, 'revised')
  }
  const key = twin === undefined ? await insertDocument(transaction, document, database) : twin.key
  if (twin !== undefined) await relist(transaction, twin, document, database)
  await placeDocument(transaction, document, { key, hash: document.hash }, here, database)
  await recount(transaction, topic)
  return await saved(transaction, { key }, 'new')
}

async function saveAsCopy(
  transaction: Transaction<Schema>,
  given: Document,
  { id, revision }: DocumentVersion,
  database: Database,
): Promise<SavedDocument | undefined> {
  const [topic = given.topic] = await currentSlugs(transaction, [given.topic])
  const copy = { ...given, topic }
  if (await isForgotten(transaction, topic, copy.hash)) return { document: copy, outcome: 'forgotten' }
  const original = await standingById(transaction, id)
  if (original?.listed !== 1 || original.topic !== topic || original.revision !== revision) return undefined
  const here = await standingAt(transaction, copy.source, copy.location)
  const { source, location } = await contentOf(transaction, original.key)
  const isItself = here?.key === original.key && source === copy.source && location === copy.location
  if (isItself && copy.hash !== original.hash) {
    await reword(transaction, copy, original, database)
    return await saved(transaction, original, 'revised')
  }
  await placeDocument(transaction, copy, original, here, database)
  return await saved(transaction, original, 'same')
}

async function saved(
  transaction: Transaction<Schema>,
  { key }: Pick<Standing, 'key'>,
  outcome: SavedDocument['outcome'],
): Promise<SavedDocument> {
  return { document: await contentOf(transaction, key), outcome }
}
