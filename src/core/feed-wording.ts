import { managersOf } from './digest-wording.ts'
import type { FeedLook } from './feeds.ts'
import type { FetchRecord } from './fetching.ts'
import { cleanLine, clip } from './one-line.ts'
import { readableDay, wording } from './wording.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const LONGEST_TITLE = 150

/** What the desk says of feeds. */
export const feedWording = {
  title: 'Feeds that were added here',
  hint: (page: number, pages: number, failing: readonly number[]) =>
    [
      ...(pages === 1 ? [] : [`Page ${page} of ${pages}: /digest feed list ${page === pages ? 1 : page + 1}.`]),
      ...(failing.length === 0 ? [] : [`These cannot be read: ${failing.join(', ')}.`]),
      'With their numbers or addresses: /digest feed remove.',
    ].join(' '),
  none: 'No feed was added here yet.',
  howToAdd: 'Add one with /digest feed add, its address and a topic.',
  notHere: 'Feeds are added in a channel of a server, for a topic that can be seen there.',
  mayNot: (platform: string) =>
    `Only some may see and change the feeds that are added here: ${managersOf(platform)}, each in the channels that they manage.`,
  noAddress: (typed: string) =>
    `${typed === '' ? 'Give the address of the feed' : `“${typed}” is no address of a feed: give one`}, as in https://example.org/feed.xml, without a name or password in it.`,
  noTopic:
    'Say too which topic its entries belong to, as in /digest feed add https://example.org/feed.xml india-belarus; /brief lists the topics.',
  unknownTopic: (typed: string, near: readonly string[]) =>
    [
      `No topic is called “${typed}” here${near.length === 0 ? '' : `; the nearest are ${near.join(', ')}`}.`,
      'A feed is added to a topic that there is; a new one is made by whoever runs the desk: a folder in briefs/, or attache feeds add.',
    ].join(' '),
  several: (typed: string, titles: readonly string[]) => `Several topics fit “${typed}”: ${titles.join(', ')}`,
  already: (title: string) => `That feed is followed for ${title} already.`,
  tooMany: (most: number) =>
    `${most} feeds were added here, which is as many as there may be. Remove one first: /digest feed list.`,
  added: (address: string, title: string, newest: number, look?: AddableLook) =>
    [
      `Followed for ${title} from now on: ${address}`,
      ...(look === undefined ? [] : [looked(look)]),
      `It is looked at within a minute; ${newestWords(newest)}, and what is new after that is taken in as it comes. /digest feed list tells how it goes.`,
    ].join('\n'),
  notAdded,
  looked,
  removed: (address: string, title: string) => `Removed for ${title}: ${address}\nWhat it has brought stays.`,
  which: 'Give the number of a feed, or its address: /digest feed list has them.',
  unknown: (typed: string) => `No feed “${typed}” was added here. /digest feed list has those that were.`,
  ambiguous: (numbers: readonly number[]) =>
    `That feed was added for several topics: give its number, ${numbers.slice(0, -1).join(', ')} or ${numbers.at(-1)}.`,
  /** What Discord shows beside commands and options: at most 100 characters each. */
  discord: {
    feed: 'Feeds that the desk follows for a topic',
    add: 'Follow a feed for a topic',
    list: 'Show the feeds that were added in this server, and how it goes with them',
    remove: 'Follow a feed no longer',
    page: 'Which page of a long list',
    url: 'Address of the feed, as in https://example.org/feed.xml',
    topic: 'Topic that its entries belong to; suggestions come as you type',
    number: 'Its number in /digest feed list, or its address',
  },
  state: stateOf,
  failing: failingOf,
} as const

type AddableLook = Extract<FeedLook, { readonly kind: 'feed' | 'later' }>

/** What was found at an address that is followed from now on. */
function looked(look: AddableLook): string {
  if (look.kind === 'later') return `It could not be read just now, and is tried again: ${look.trouble}.`
  const { entries, isCut, newest } = look
  if (newest === undefined) return 'It holds no entry yet.'
  const name = cleanLine(newest.title ?? '')
  const date = newest.date === undefined ? '' : ` of ${readableDay(newest.date)}`
  const title = name === '' ? '' : `: “${clip(name, LONGEST_TITLE)}”`
  const first = date === '' ? 'among them' : `newest${date}`
  const count = entries === 1 ? `One entry${date}` : `${entries} entries${date + title === '' ? '' : `, ${first}`}`
  return `${count}${title}.${isCut ? ' What follows is broken or too much, and is left out.' : ''}`
}

/** Why an address is not followed, and what could be in its place. */
function notAdded(address: string, look: Extract<FeedLook, { readonly kind: 'page' | 'nothing' }>): string {
  if (look.kind === 'nothing') return `Not added: ${address}\n${look.trouble}.`
  const page = `Not added, since it is a web page and no feed: ${address}`
  return look.feeds.length === 0
    ? `${page}\nIt names no feed either. If its site has one, that has an address of its own.`
    : [page, 'It names these feeds; add one of them in its place:', ...look.feeds].join('\n')
}

function newestWords(newest: number): string {
  if (newest === 0) return 'what it holds now is passed over'
  return newest === 1 ? 'its newest entry becomes a document' : `its newest ${newest} entries become documents`
}

/**
 * How it goes with an address that is watched, in sentences; `undefined` is one that no desk has seen yet. `soon` says when one is looked at
 * that is due.
 */
function stateOf(record: FetchRecord | undefined, now: Date, soon = 'at once'): string {
  if (record === undefined) return `Not looked at yet. Next look: ${soon}.`
  const moved = record.movedTo === undefined ? [] : [`Moved to ${record.movedTo}.`]
  return [failingOf(record) ?? answeredOf(record), ...moved, nextOf(record.nextAt, now, soon)].join(' ')
}

/** Since when and why it cannot be read; undefined if it can, or was not tried. */
function failingOf({ failures, failingSince, trouble = 'it is not known why', answeredAt }: FetchRecord) {
  if (failures === 0) return undefined
  const times = failures === 1 ? 'once' : `${failures} times`
  const since = `Cannot be read since ${readableDay(failingSince)} (tried ${times}): ${trouble}.`
  return answeredAt === undefined ? `${since} It has never been read.` : since
}

function answeredOf({ answeredAt }: FetchRecord): string {
  return answeredAt === undefined
    ? 'Not looked at yet.'
    : `Read last on ${wording.editionTime(new Date(answeredAt), 'UTC')} (UTC).`
}

function nextOf(nextAt: string, now: Date, soon: string): string {
  const waitMs = Date.parse(nextAt) - now.getTime()
  if (waitMs < 2 * MINUTE_MS) return `Next look: ${soon}.`
  if (waitMs < 2 * HOUR_MS) return `Next look: in ${Math.round(waitMs / MINUTE_MS)} minutes.`
  return `Next look: in ${Math.round(waitMs / HOUR_MS)} hours.`
}
