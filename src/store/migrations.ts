import { type Kysely, type RawBuilder, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { InputError } from '../core/errors.ts'
import { type Database, type DialectExceptions, transact } from './database.ts'
import type { Schema } from './schema.ts'

/**
 * Brings the schema up to date, in one transaction that other processes wait for. Throws `InputError` if a newer version of the desk
 * has been at this database.
 */
export async function migrate(database: Database): Promise<void> {
  const migrations = migrationsFor(database.exceptions)
  await transact(database, async (transaction) => {
    await database.exceptions.hold(transaction, 'migrations')
    const migrator = new Migrator({ db: transaction, provider: { getMigrations: async () => migrations } })
    const { error } = await migrator.migrateToLatest()
    if (error === undefined) return
    const unknown = await executedBeyond(transaction, migrations)
    if (unknown.length === 0) throw error
    throw new InputError(
      `This database was written by a newer version of Attaché (it has had ${unknown.join(', ')}). Start that version, or restore a backup from before it.`,
      { cause: error },
    )
  })
}

async function executedBeyond(queries: Kysely<Schema>, known: Readonly<Record<string, Migration>>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(queries)
  return rows.map(({ name }) => name).filter((name) => !(name in known))
}

/** In the order of their names. A migration that has been released is never edited: the next change is a new one. */
function migrationsFor(exceptions: DialectExceptions): Record<string, Migration> {
  return {
    '0001-first-tables': {
      async up(queries: Kysely<Schema>) {
        await createTopics(queries, exceptions)
        await createDocuments(queries, exceptions)
        await createDigests(queries, exceptions)
        await createDeliveries(queries, exceptions)
        await createConversations(queries, exceptions)
        await createFetches(queries, exceptions)
        await createUsage(queries, exceptions)
        await exceptions.search.create(queries)
      },
    },
  }
}

async function createTopics(queries: Kysely<Schema>, { text, serial, clustered }: DialectExceptions): Promise<void> {
  await run(queries, [
    sql`create table topics (
      key ${serial}, slug ${text} not null unique, title ${text} not null, aliases ${text} not null, visible_to ${text},
      brief ${text}, headline ${text}, stale integer not null, described integer not null, documents integer not null,
      updated_at ${text} not null
    )`,
    sql`create index topics_stale on topics (slug) where stale = 1`,
    sql`create index topics_described on topics (slug) where described = 1`,
    sql`create index topics_by_news on topics (updated_at desc, slug) where documents > 0`,
    sql`create table former_slugs (slug ${text} primary key, topic ${text} not null)`,
    sql`create table audiences (
      topic integer not null references topics, platform ${text} not null, workspace ${text} not null,
      channel ${text} not null, primary key (topic, platform, workspace, channel)
    )${clustered}`,
    sql`create table topic_words (
      word ${text} not null, size integer not null, topic integer not null references topics,
      primary key (word, size, topic)
    )${clustered}`,
    sql`create index topic_words_by_topic on topic_words (topic, word)`,
    sql`create table word_grams (
      gram ${text} not null, length integer not null, word ${text} not null, primary key (gram, length, word)
    )${clustered}`,
  ])
}

async function createDocuments(queries: Kysely<Schema>, { text, serial, clustered }: DialectExceptions): Promise<void> {
  await run(queries, [
    sql`create table documents (
      key ${serial}, id ${text} not null unique, topic ${text} not null references topics (slug), revision integer not null,
      hash ${text} not null, dated_at ${text} not null, found_at ${text} not null, listed integer not null,
      background integer not null, kept_since ${text} not null
    )`,
    sql`create index documents_by_date on documents (topic, listed, dated_at, found_at, key)`,
    // For the count and the newest of a topic: read from the index alone.
    sql`create index documents_by_topic on documents (topic, listed, background, found_at)`,
    // The same text is one document in a topic, whoever saves it; it is looked for in all topics too.
    sql`create unique index documents_by_text on documents (hash, topic) where listed = 1`,
    sql`create index documents_withdrawn on documents (topic, hash) where listed = 0`,
    sql`create table limited_documents (
      document integer primary key references documents, topic integer not null references topics
    )`,
    sql`create index limited_documents_by_topic on limited_documents (topic)`,
    sql`create table revisions (
      document integer not null references documents, revision integer not null, source ${text} not null,
      location ${text} not null, title ${text} not null, date ${text}, language ${text} not null, link ${text},
      text ${text} not null, paragraphs ${text} not null, hash ${text} not null, found_at ${text} not null,
      primary key (document, revision)
    )`,
    sql`create table locations (
      source ${text} not null, location ${text} not null, document integer not null references documents,
      hash ${text} not null, title ${text} not null, link ${text}, body ${text}, primary key (source, location)
    )`,
    sql`create index locations_of_document on locations (document)`,
    sql`create table briefs (
      id ${text} primary key, topic ${text} not null, headline ${text} not null, written_at ${text} not null,
      shown_on ${text}, retracted_at ${text}, body ${text} not null
    )`,
    sql`create table forgotten (
      topic ${text} not null, hash ${text} not null, forgotten_at ${text} not null, primary key (topic, hash)
    )${clustered}`,
    sql`create index forgotten_by_text on forgotten (hash, topic)`,
    sql`create index briefs_by_age on briefs (written_at, id)`,
  ])
}

async function createDigests(queries: Kysely<Schema>, { text }: DialectExceptions): Promise<void> {
  await run(queries, [
    sql`create table digests (
      id ${text} primary key, platform ${text} not null, channel ${text} not null, thread ${text}, workspace ${text},
      topics ${text} not null, cron ${text} not null, zone ${text} not null, briefs integer not null,
      when_empty ${text} not null, author ${text} not null, origin ${text} not null, paused ${text},
      next_run_at ${text} not null, claimed_until ${text}
    )`,
    sql`create index digests_due on digests (next_run_at, id) where paused is null`,
    sql`create index digests_by_channel on digests (channel, platform)`,
    sql`create index digests_by_workspace on digests (workspace, platform) where workspace is not null`,
    sql`create table editions (
      digest ${text} not null, slot ${text} not null, missed ${text} not null, skipped ${text}, briefs ${text} not null,
      written_at ${text} not null, primary key (digest, slot)
    )`,
    sql`create index editions_by_age on editions (written_at)`,
  ])
}

/** A delivery is open (pending or being sent) exactly while `settled_at` is null: the small part that a claim reads. */
async function createDeliveries(queries: Kysely<Schema>, { text, serial }: DialectExceptions): Promise<void> {
  await run(queries, [
    // The long columns last: SQLite reads a row from its beginning to the column that it needs.
    sql`create table deliveries (
      seq ${serial}, key ${text} not null unique, platform ${text} not null, channel ${text} not null, thread ${text},
      workspace ${text}, digest ${text}, slot ${text}, parent ${text} references deliveries (key) deferrable initially deferred,
      state ${text} not null, attempts integer not null, ambiguous integer not null, looks integer not null,
      owed_at ${text} not null, first_tried_at ${text}, not_before ${text}, lease_until ${text}, settled_at ${text}, reason ${text},
      message ${text}, edits ${text}, reply ${text} not null
    )`,
    // No index's condition follows from another's, so that a planner without statistics cannot take one for the other: a claim walks
    // the first, looks up in the second who is first in a channel's line, and in the third whether a message is under way.
    sql`create index deliveries_in_order on deliveries (seq)
      where state in ('pending', 'sending') and settled_at is null`,
    sql`create index deliveries_in_line on deliveries (channel, platform, seq) where settled_at is null`,
    // At most one message in flight a channel, even between processes that cannot see each other's transactions.
    sql`create unique index deliveries_in_flight on deliveries (channel, platform) where state = 'sending'`,
    sql`create index deliveries_by_parent on deliveries (parent) where parent is not null`,
    sql`create index deliveries_by_age on deliveries (settled_at) where settled_at is not null`,
    sql`create index deliveries_by_digest on deliveries (digest, seq) where digest is not null`,
  ])
}

async function createConversations(queries: Kysely<Schema>, { text }: DialectExceptions): Promise<void> {
  await run(queries, [
    sql`create table thread_topics (
      platform ${text} not null, channel ${text} not null, message ${text} not null, topic ${text} not null,
      saved_at ${text} not null, primary key (platform, channel, message, topic)
    )`,
    sql`create index thread_topics_by_age on thread_topics (saved_at)`,
    sql`create table told (
      platform ${text} not null, channel ${text} not null, topic ${text} not null, document ${text} not null,
      brief ${text} not null, told_at ${text} not null, news_after ${text} not null,
      primary key (platform, channel, topic, document)
    )`,
    sql`create index told_by_brief on told (brief)`,
    sql`create index told_by_document on told (document)`,
    sql`create table follows (
      platform ${text} not null, channel ${text} not null, topic ${text} not null, thread ${text} not null,
      workspace ${text}, digest ${text}, followed_at ${text} not null, active_at ${text} not null,
      state integer not null, look_at ${text}, noticed_at ${text}, note ${text}, primary key (platform, channel, topic)
    )`,
    sql`create table turns (
      platform ${text} not null, channel ${text} not null, thread ${text} not null, said_at ${text} not null,
      body ${text} not null, primary key (platform, channel, thread)
    )`,
    sql`create index turns_by_age on turns (said_at)`,
    sql`create table questions (
      id ${text} primary key, platform ${text} not null, channel ${text} not null, asked_at ${text} not null,
      body ${text} not null
    )`,
    sql`create index questions_by_age on questions (asked_at)`,
    sql`create index follows_by_topic on follows (topic)`,
    sql`create index follows_by_activity on follows (active_at)`,
    sql`create index follows_due on follows (look_at) where look_at is not null`,
    sql`create table events (id ${text} primary key, accepted_at ${text} not null)`,
    sql`create index events_by_age on events (accepted_at)`,
    sql`create table passages (
      id ${text} primary key, platform ${text} not null, workspace ${text}, saved_at ${text} not null, body ${text} not null
    )`,
    sql`create index passages_by_age on passages (saved_at)`,
    sql`create table leases (name ${text} primary key, holder ${text} not null, held_until ${text} not null)`,
  ])
}

async function createFetches(queries: Kysely<Schema>, { text }: DialectExceptions): Promise<void> {
  await run(queries, [
    sql`create table fetches (
      source ${text} not null, address ${text} not null, moved_to ${text}, title ${text}, etag ${text}, last_modified ${text},
      answered_at ${text}, next_at ${text} not null, failures integer not null, failing_since ${text}, trouble ${text},
      primary key (source, address)
    )`,
    sql`create index fetches_due on fetches (source, next_at, address)`,
    sql`create table feeds (
      platform ${text} not null, workspace ${text} not null, channel ${text}, address ${text} not null,
      topic ${text} not null, title ${text}, added_by ${text}, added_at ${text} not null,
      primary key (platform, workspace, address, topic)
    )`,
    sql`create index feeds_by_topic on feeds (topic)`,
    sql`create table entries (
      feed ${text} not null, key ${text} not null, location ${text} not null, seen_at ${text} not null,
      primary key (feed, key)
    )`,
    sql`create index entries_by_age on entries (seen_at)`,
    sql`create table import_steps (
      step ${text} primary key, done_at ${text} not null, topic ${text}, hash ${text}
    )`,
    sql`create index import_steps_by_age on import_steps (done_at)`,
  ])
}

async function createUsage(queries: Kysely<Schema>, { text }: DialectExceptions): Promise<void> {
  await run(queries, [
    sql`create table usage (
      day ${text} not null, model ${text} not null, requests bigint not null, tokens_in bigint not null,
      tokens_out bigint not null, micros bigint not null, primary key (day, model)
    )`,
    sql`create table fallbacks (
      day ${text} not null, model ${text} not null, reason ${text} not null, times bigint not null,
      primary key (day, model, reason)
    )`,
    sql`create table written (
      request ${text} primary key, text ${text} not null, documents ${text} not null, written_at ${text} not null
    )`,
    sql`create index written_by_age on written (written_at)`,
    sql`create table feedback (event ${text} primary key, given_at ${text} not null, body ${text} not null)`,
    sql`create index feedback_by_age on feedback (given_at)`,
  ])
}

async function run(queries: Kysely<Schema>, statements: readonly RawBuilder<unknown>[]): Promise<void> {
  for (const statement of statements) await statement.execute(queries)
}
