import { threadWording } from './conversation/thread-wording.ts'
import type { DeliveryRecord } from './delivery.ts'
import type { Digest, Edition } from './digest.ts'
import { digestWording } from './digest-wording.ts'
import type { FollowStore } from './following/follow.ts'
import { followLines } from './following/follow-ledger.ts'
import type { ListReply } from './reply.ts'
import type { DigestStore, OutboxStore, TopicStore } from './store-ports.ts'
import { wording } from './wording.ts'

/** Slots that `why` tells of. */
export const SLOTS_TOLD = 7
/** An edition has at most 20 briefs and the message above them. */
const DELIVERIES = SLOTS_TOLD * 21

/** What became of a digest's last slots, the newest first, in plain words. */
export async function ledgerOf(
  digest: Digest,
  number: number,
  store: DigestStore & OutboxStore & FollowStore & TopicStore,
): Promise<ListReply> {
  const editions = await store.editions(digest.id, SLOTS_TOLD)
  const deliveries = await store.deliveries({ digest: digest.id, limit: DELIVERIES })
  const entries = editions.map((edition) => {
    const owed = deliveries.filter(({ slot }) => slot === edition.slot)
    return [wording.editionTime(new Date(edition.slot), digest.zone), ...whatBecameOf(edition, owed, digest.zone)]
  })
  const threads = await followLines(digest, store)
  if (threads.length > 0) entries.unshift([threadWording.inThreads, ...threads])
  const title = digestWording.title(number, digestWording.when(digest))
  const standing =
    digest.paused === undefined
      ? digestWording.next(wording.editionTime(new Date(digest.nextRunAt), digest.zone), digest.zone)
      : digestWording.paused(digest.paused)
  return { kind: 'list', title, entries: entries.length === 0 ? [[digestWording.noSlotYet]] : entries, hint: standing }
}

function whatBecameOf(edition: Edition, owed: readonly DeliveryRecord[], zone: string): string[] {
  const { skipped, missed, slot } = edition
  if (skipped?.to === slot) return [digestWording.tooOld(skipped.count)]
  const head = owed.find(({ parent }) => parent === undefined)
  const briefs = owed.filter(({ parent }) => parent !== undefined)
  return [
    head === undefined ? digestWording.nothingPosted : fateOf(head, edition.briefs.length, zone),
    ...(head?.state === 'sent' ? briefFates(briefs) : []),
    ...(missed.length > 0 ? [digestWording.coversMissed(missed.length)] : []),
    ...(skipped === undefined ? [] : [digestWording.leftOut(skipped.count)]),
  ]
}

function fateOf({ state, settledAt, notBefore, attempts, reason = '' }: DeliveryRecord, briefs: number, zone: string) {
  switch (state) {
    case 'sent':
      return digestWording.wasPosted(settledAt === undefined ? '' : clock(settledAt, zone), briefs)
    case 'pending':
      if (notBefore === undefined || attempts === 0) return digestWording.waits
      return digestWording.waitsUntil(clock(notBefore, zone), attempts, reason)
    case 'sending':
      return digestWording.isSent
    case 'failed':
      return digestWording.hasFailed(reason)
    case 'unsure':
      return digestWording.isUnsure(reason)
  }
}

/** What is to be said of the briefs in the thread: nothing if all are there. */
function briefFates(briefs: readonly DeliveryRecord[]): string[] {
  const count = (...states: readonly string[]) => briefs.filter(({ state }) => states.includes(state)).length
  const reason = briefs.find(({ state }) => state === 'failed' || state === 'unsure')?.reason ?? ''
  const waiting = count('pending', 'sending')
  const [failed, unsure] = [count('failed'), count('unsure')]
  return [
    ...(waiting > 0 ? [digestWording.briefsWait(waiting)] : []),
    ...(failed > 0 ? [digestWording.briefsFailed(failed, reason)] : []),
    ...(unsure > 0 ? [digestWording.briefsUnsure(unsure, reason)] : []),
  ]
}

/** Hours and minutes with seconds, for retries are often seconds apart. */
function clock(instant: string, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone }).format(new Date(instant))
}
