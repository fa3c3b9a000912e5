import type { Digest } from './digest.ts'
import { cardOf, digestsOf, linesOf, numberOf } from './digest-card.ts'
import type { Asker, DigestCommand, DigestPolicy, DigestWish } from './digest-command.ts'
import { ledgerOf } from './digest-ledger.ts'
import { type DigestTerms, fulfilWish, usualTerms } from './digest-terms.ts'
import { digestWording } from './digest-wording.ts'
import { stableId } from './document.ts'
import { composeEdition, type EditionOptions, freshNews } from './edition.ts'
import { InputError } from './errors.ts'
import { type FeedDeskOptions, manageFeeds } from './feed-desk.ts'
import type { FollowStore } from './following/follow.ts'
import type { Observe } from './happening.ts'
import type { Suggestion } from './ports.ts'
import type { Action } from './press.ts'
import { noticeOf, type Reply } from './reply.ts'
import { nextSlot } from './slot.ts'
import type { DigestStore, OutboxStore, TopicStore } from './store-ports.ts'
import { isVisible, type Place } from './topic.ts'
import { readableDay } from './wording.ts'

/** Discord offers no more when somebody chooses one, and no channel needs as many. */
const MOST_DIGESTS = 25
/** By then what is new may be something else, and the time above the edition is not now. */
const PREVIEW_LASTS_MS = 8 * 60_000

export interface DigestDeskOptions extends EditionOptions, Pick<FeedDeskOptions, 'feeds'> {
  readonly store: EditionOptions['store'] & OutboxStore & FollowStore & FeedDeskOptions['store']
  readonly policy: DigestPolicy
  /** Something new is owed: send it without waiting for the next tick. */
  readonly hurry: () => void
  readonly observe: Observe
}

/**
 * Does what somebody wants of the digests of a channel, and says what came of it. Throws `FormError` for a wish that cannot be fulfilled;
 * whatever else does not go is a notice.
 */
export async function manageDigests(command: DigestCommand, options: DigestDeskOptions): Promise<Reply> {
  const { deed, place } = command
  if (deed.kind === 'feed') return await manageFeeds(deed.deed, command, options)
  const digests = await digestsOf(place, options.store)
  switch (deed.kind) {
    case 'list':
      return await list(digests, place, options)
    case 'add':
      return await add(deed.wish, digests, command, options)
    case 'form':
      if (deed.digest === undefined) return await form(undefined, command, options)
  }
  const digest = choose(deed.digest ?? '', digests)
  if (typeof digest === 'string') return noticeOf(digest)
  switch (deed.kind) {
    case 'why':
      return await ledgerOf(digest, numberOf(digest, digests), options.store)
    case 'now':
      return await preview(digest, command, options)
    case 'form':
    case 'change':
    case 'pause':
    case 'resume':
    case 'remove': {
      const refusal = refusalOf(digest, command, options)
      if (refusal !== undefined) return noticeOf(refusal)
      if (deed.kind === 'form') return await form(digest, command, options)
      if (deed.kind === 'change') return await change(digest, deed.wish, digests, command, options)
      return await control(digest, deed.kind, digests, command, options)
    }
  }
}

/** Gives the channel the edition that somebody has seen a preview of. */
export async function postEdition(action: Action, options: DigestDeskOptions): Promise<Reply> {
  const [id = '', slot = ''] = action.value.split(' ')
  const digests = await digestsOf(action.place, options.store)
  const digest = digests.find((one) => one.id === id)
  if (digest === undefined) return noticeOf(digestWording.unknown(id))
  if (!mayChange(digest, action.asker, options)) return noticeOf(digestWording.mayNot(action.place.platform))
  if (action.hindrance !== undefined) return noticeOf(action.hindrance)
  if (digest.paused !== undefined) return noticeOf(digestWording.resumeFirst)
  const now = options.now()
  if (now.getTime() - Date.parse(slot) > PREVIEW_LASTS_MS) return noticeOf(digestWording.stale)
  const news = await freshNews(digest, options)
  if (news.shown.length === 0) return noticeOf(digestWording.nothingToPost)
  const times = { slot, missed: [], writtenAt: now.toISOString() }
  const { edition, told, owed } = composeEdition(digest, times, news)
  // Not a slot of the schedule, so the next one stays what it is; unless it has come meanwhile and took the news with it.
  const run = { was: digest.nextRunAt, next: digest.nextRunAt }
  if (!(await options.store.saveEdition(edition, owed, told, run))) return noticeOf(digestWording.postedAlready)
  options.hurry()
  options.observe({ kind: 'edition', edition })
  return noticeOf(digestWording.posted)
}

/** Digests of a place to choose from: `slug` is the id. */
export async function suggestDigests(place: Place, store: TopicStore & DigestStore): Promise<readonly Suggestion[]> {
  const digests = await digestsOf(place, store)
  const cards = await Promise.all(digests.map((digest) => cardOf(digest, digests, place, store)))
  return cards.map((card) => ({ slug: card.id, title: [`${card.number}. ${card.when}`, ...card.topics].join(' · ') }))
}

/** The digest that somebody means, or words on why it cannot be told. */
function choose(named: string, digests: readonly Digest[]): Digest | string {
  const [first] = digests
  if (first === undefined) return digestWording.none
  const wanted = named.trim()
  if (wanted === '') return digests.length === 1 ? first : digestWording.which(digests.length)
  const digest = digests.find(({ id }) => id === wanted) ?? digests[Number(wanted.replace(/^#/u, '')) - 1]
  return digest ?? digestWording.unknown(wanted)
}

function mayChange(digest: Digest, asker: Asker, { policy }: DigestDeskOptions): boolean {
  return mayAdd(asker, policy) || (digest.origin === 'channel' && digest.author === asker.user)
}

function mayAdd(asker: Asker, policy: DigestPolicy): boolean {
  return asker.manages || policy.editors === 'members'
}

function refusalOf(digest: Digest, { asker, place }: DigestCommand, options: DigestDeskOptions): string | undefined {
  if (digest.origin === 'code') return digestWording.inFile
  return mayChange(digest, asker, options) ? undefined : digestWording.mayNot(place.platform)
}

async function list(digests: readonly Digest[], place: Place, options: DigestDeskOptions): Promise<Reply> {
  if (digests.length === 0) return noticeOf(`${digestWording.none} ${digestWording.howToAdd(place.platform)}`)
  const cards = await Promise.all(digests.map((digest) => cardOf(digest, digests, place, options.store)))
  return { kind: 'list', title: digestWording.listTitle, entries: cards.map(linesOf), hint: digestWording.listHint }
}

/** For a new digest, or to change one. */
async function form(digest: Digest | undefined, command: DigestCommand, options: DigestDeskOptions): Promise<Reply> {
  const { place, asker, hindrance } = command
  if (digest === undefined && !mayAdd(asker, options.policy)) return noticeOf(digestWording.mayNotAdd(place.platform))
  if (hindrance !== undefined) return noticeOf(hindrance)
  const terms = digest ?? usualTerms(await usualZone(place, options))
  const known = await Promise.all(terms.topics.map((slug) => options.store.topicBySlug(slug)))
  const topics = known.filter((topic) => topic !== undefined).filter((topic) => isVisible(topic, place))
  return {
    kind: 'form',
    ...(digest === undefined ? {} : { digest: digest.id }),
    topics: topics.map(({ slug, title }) => ({ slug, title })),
    cron: terms.cron,
    zone: terms.zone,
    limit: terms.limit,
    whenEmpty: terms.whenEmpty,
  }
}

async function add(
  wish: DigestWish,
  digests: readonly Digest[],
  command: DigestCommand,
  options: DigestDeskOptions,
): Promise<Reply> {
  const { asker, place, event, hindrance } = command
  const { platform, channel, workspace } = place
  if (channel === undefined) throw new InputError(digestWording.none)
  if (!mayAdd(asker, options.policy)) return noticeOf(digestWording.mayNotAdd(platform))
  if (hindrance !== undefined) return noticeOf(hindrance)
  if (digests.length >= MOST_DIGESTS) return noticeOf(digestWording.tooMany(MOST_DIGESTS))
  const terms = await fulfilWish(wish, usualTerms(await usualZone(place, options)), place, options.store)
  const twin = digests.find((digest) => isSame(digest, terms))
  if (twin !== undefined) return noticeOf(digestWording.twin(numberOf(twin, digests)))
  const now = options.now()
  const digest: Digest = {
    // The time of its setting up comes first, so that ids are in that order; a removed digest's slots and messages are never its own.
    id: `${now.getTime().toString(36)}-${stableId(event)}`,
    target: { platform, channel },
    ...(workspace === undefined ? {} : { workspace }),
    ...terms,
    author: asker.user,
    origin: 'channel',
    nextRunAt: nextSlot(terms.cron, terms.zone, now).toISOString(),
  }
  await options.store.saveDigest(digest)
  return await report(digestWording.added(digests.length + 1), digest, [...digests, digest], place, options)
}

async function change(
  digest: Digest,
  wish: DigestWish,
  digests: readonly Digest[],
  { place }: DigestCommand,
  options: DigestDeskOptions,
): Promise<Reply> {
  const terms = await fulfilWish(wish, digest, place, options.store)
  const twin = digests.find((other) => other.id !== digest.id && isSame(other, terms))
  if (twin !== undefined) return noticeOf(digestWording.twin(numberOf(twin, digests)))
  const isMoved = terms.cron !== digest.cron || terms.zone !== digest.zone
  const nextRunAt = isMoved ? nextSlot(terms.cron, terms.zone, options.now()).toISOString() : digest.nextRunAt
  const changed: Digest = { ...digest, ...terms, nextRunAt }
  await options.store.saveDigest(changed)
  return await report(digestWording.changed, changed, digests, place, options)
}

async function control(
  digest: Digest,
  kind: 'pause' | 'resume' | 'remove',
  digests: readonly Digest[],
  { place, hindrance }: DigestCommand,
  options: DigestDeskOptions,
): Promise<Reply> {
  const { store, now } = options
  switch (kind) {
    case 'pause': {
      if (digest.paused !== undefined) return noticeOf(digestWording.pausedAlready)
      const reason = digestWording.pausedOn(readableDay(now().toISOString(), digest.zone))
      await store.pauseDigest(digest.id, reason, now().toISOString())
      return await report(digestWording.pausedNow, { ...digest, paused: reason }, digests, place, options)
    }
    case 'resume': {
      if (digest.paused === undefined) return noticeOf(digestWording.runsAlready)
      if (hindrance !== undefined) return noticeOf(hindrance)
      const { paused: _paused, ...running } = digest
      const resumed = { ...running, nextRunAt: nextSlot(digest.cron, digest.zone, now()).toISOString() }
      await store.saveDigest(resumed)
      return await report(digestWording.resumed, resumed, digests, place, options)
    }
    case 'remove': {
      const [, ...lines] = linesOf(await cardOf(digest, digests, place, options.store))
      await store.removeDigest(digest.id)
      return noticeOf([digestWording.removed, digestWording.when(digest), ...lines.slice(0, 1)].join('\n'))
    }
  }
}

async function preview(
  digest: Digest,
  { asker, hindrance }: DigestCommand,
  options: DigestDeskOptions,
): Promise<Reply> {
  const slot = options.now().toISOString()
  const news = await freshNews(digest, options)
  const { owed } = composeEdition({ ...digest, whenEmpty: 'note' }, { slot, missed: [], writtenAt: slot }, news)
  const edition = owed[0]?.reply
  if (edition?.kind !== 'edition') throw new Error('an edition was composed without its first message')
  const mayPost = mayChange(digest, asker, options) && hindrance === undefined && digest.paused === undefined
  return { kind: 'preview', digest: digest.id, edition, mayPost: mayPost && edition.items.length > 0 }
}

/** That something was done, and how the digest stands now. */
async function report(
  words: string,
  digest: Digest,
  digests: readonly Digest[],
  place: Place,
  options: DigestDeskOptions,
): Promise<Reply> {
  return noticeOf([words, ...linesOf(await cardOf(digest, digests, place, options.store))].join('\n'))
}

function isSame(digest: DigestTerms, terms: DigestTerms): boolean {
  const key = ({ topics, cron, zone }: DigestTerms) => JSON.stringify([topics.toSorted(), cron, zone])
  return key(digest) === key(terms)
}

/** The zone of the digest that was set up last in the same workspace or server, since people there mostly live in one. */
async function usualZone({ platform, workspace }: Place, { store, policy }: DigestDeskOptions): Promise<string> {
  if (workspace === undefined) return policy.zone
  const digests = (await store.digests({ platform, workspace })).filter(({ origin }) => origin === 'channel')
  const newest = digests.toSorted((one, other) => (one.id < other.id ? 1 : -1))[0]
  return newest?.zone ?? policy.zone
}
