import { z } from 'zod'
import type { Digest } from './digest.ts'
import type { DigestField, DigestWish } from './digest-command.ts'
import { cronOf, DAYS, scheduleFault, WORKDAYS, weeklyOf } from './digest-schedule.ts'
import { digestWording } from './digest-wording.ts'
import { type FieldProblem, FormError } from './errors.ts'
import { findTopic } from './finding.ts'
import { isZone } from './slot.ts'
import type { TopicStore } from './store-ports.ts'
import type { Place } from './topic.ts'
import { suggestZones } from './zones.ts'

/** How many briefs an edition may have; 8 unless something else is wished. */
export const LIMIT = z.int('give a number from 1 to 20').min(1, 'at least 1').max(20, 'at most 20')
export const USUAL_LIMIT = 8
export const WHEN_EMPTY = z.enum(['quiet', 'note'], 'quiet (post nothing) or note (say that nothing is new)')
/** Words for every topic, in place of names. */
const EVERYTHING = /^(?:everything|all)$/iu
const ZONES_OFFERED = 2

/** What is ordered, apart from where and by whom. */
export type DigestTerms = Pick<Digest, 'topics' | 'cron' | 'zone' | 'limit' | 'whenEmpty'>

/** Terms of a digest of which nothing is wished. */
export function usualTerms(zone: string): DigestTerms {
  return {
    topics: [],
    cron: cronOf({ days: WORKDAYS, time: '08:00' }),
    zone,
    limit: USUAL_LIMIT,
    whenEmpty: 'quiet',
  }
}

/**
 * What a wish comes to at a place, where `terms` hold for all it leaves out. Topics are those that may be seen there. Throws `FormError`
 * with all that is wrong.
 */
export async function fulfilWish(
  wish: DigestWish,
  terms: DigestTerms,
  place: Place,
  store: TopicStore,
): Promise<DigestTerms> {
  const problems: FieldProblem<DigestField>[] = []
  const topics =
    wish.topics === undefined ? terms.topics : await readTopics(wish.topics, terms.topics, place, store, problems)
  const cron = readSchedule(wish, terms.cron, problems)
  const zone = wish.zone?.trim() ?? terms.zone
  const limit = wish.limit ?? terms.limit
  const fault = scheduleFault({ cron, zone })
  if (fault?.field === 'cron') problems.push(fault)
  if (!isZone(zone)) problems.push({ field: 'zone', what: zoneFault(zone) })
  const issue = LIMIT.safeParse(limit).error?.issues[0]
  if (issue !== undefined) problems.push({ field: 'limit', what: issue.message })
  if (problems.length > 0) throw new FormError(problems, digestWording.fields)
  return { topics, cron, zone, limit, whenEmpty: wish.whenEmpty ?? terms.whenEmpty }
}

/** Those that the digest has already may stay, though there are no documents on them just now. */
async function readTopics(
  names: readonly string[],
  before: readonly string[],
  place: Place,
  store: TopicStore,
  problems: FieldProblem<DigestField>[],
): Promise<string[]> {
  const slugs = new Set<string>()
  for (const name of names.map((each) => each.trim()).filter((each) => each !== '' && !EVERYTHING.test(each))) {
    if (before.includes(name)) {
      slugs.add(name)
      continue
    }
    const found = await findTopic(name, place, store)
    if (found.kind === 'one') {
      slugs.add(found.topic.slug)
      continue
    }
    const titles = found.topics.map(({ title }) => title)
    const near = titles.length === 0 ? [] : [digestWording.topicNear(titles)]
    const what =
      found.kind === 'several'
        ? digestWording.topicSeveral(name, titles)
        : [digestWording.topicNone(name), ...near].join('; ')
    problems.push({ field: 'topics', what })
  }
  // Everything and one topic besides is everything.
  return names.some((name) => EVERYTHING.test(name.trim())) ? [] : [...slugs]
}

/** The cron expression, else days and time; what is not said of those stays, as far as the schedule has been a weekly one. */
function readSchedule(
  { cron = '', days, time }: DigestWish,
  before: string,
  problems: FieldProblem<DigestField>[],
): string {
  if (cron.trim() !== '') return cron.trim().replace(/\s+/gu, ' ')
  if (days === undefined && time === undefined) return before
  const weekly = weeklyOf(before) ?? { days: WORKDAYS, time: '08:00' }
  const wished = days === undefined ? weekly.days : DAYS.filter((day) => days.includes(day))
  const [, hour = '', minute = ''] = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/u.exec((time ?? weekly.time).trim()) ?? []
  if (wished.length === 0) problems.push({ field: 'days', what: digestWording.noDay })
  if (hour === '') problems.push({ field: 'time', what: digestWording.noTime(time ?? '') })
  return wished.length === 0 || hour === '' ? before : cronOf({ days: wished, time: `${hour}:${minute}` })
}

function zoneFault(zone: string): string {
  const near = zone === '' ? [] : suggestZones(zone, ZONES_OFFERED)
  const what = scheduleFault({ cron: '0 0 * * *', zone })?.what ?? ''
  return near.length === 0 ? what : `${what}; ${digestWording.zoneNear(near)}`
}
