import { threadWording } from '../conversation/thread-wording.ts'
import type { Digest } from '../digest.ts'
import { optional } from '../optional.ts'
import type { TopicStore } from '../store-ports.ts'
import { isVisible, type Place } from '../topic.ts'
import { wording } from '../wording.ts'
import type { FollowRecord, FollowStore } from './follow.ts'

/** A list is read on a phone. */
const MOST_LINES = 10

/**
 * What became of documents that came between a digest's editions, a line for each topic that its channel follows and may see, the latest
 * first: an update waits for more of them, was posted, or was not since nothing in them was new.
 */
export async function followLines(digest: Digest, store: FollowStore & TopicStore): Promise<string[]> {
  const { target, workspace } = digest
  const place = { platform: target.platform, channel: target.channel, ...optional('workspace', workspace) }
  const follows = await store.followsIn(target)
  const own = follows
    .filter(({ topic }) => digest.topics.length === 0 || digest.topics.includes(topic))
    .filter((follow) => isWaiting(follow) || follow.note !== undefined)
    .toSorted((one, other) => timeOf(other).localeCompare(timeOf(one)))
  const lines = await Promise.all(own.map((follow) => lineOf(follow, place, digest.zone, store)))
  return lines.filter((line) => line !== undefined).slice(0, MOST_LINES)
}

/** Undefined where the topic may not be seen, though the channel follows it: it was limited since. */
async function lineOf(
  follow: FollowRecord,
  place: Place,
  zone: string,
  store: TopicStore,
): Promise<string | undefined> {
  const topic = await store.topicBySlug(follow.topic)
  return topic !== undefined && isVisible(topic, place) ? `${topic.title}: ${fateOf(follow, zone)}` : undefined
}

/** For documents that no edition has told of since. */
function isWaiting({ waitsUntil, waitsSince, since }: FollowRecord): boolean {
  return waitsUntil !== undefined && waitsSince !== undefined && waitsSince > since
}

function timeOf(follow: FollowRecord): string {
  return (isWaiting(follow) ? follow.waitsUntil : follow.note?.at) ?? ''
}

function fateOf(follow: FollowRecord, zone: string): string {
  const { waitsUntil, note } = follow
  if (waitsUntil !== undefined && isWaiting(follow))
    return threadWording.waitsForMore(wording.editionTime(new Date(waitsUntil), zone))
  if (note === undefined) return ''
  const at = wording.editionTime(new Date(note.at), zone)
  return note.posted ? threadWording.wasTold(at) : threadWording.nothingToTell(note.changed, at)
}
