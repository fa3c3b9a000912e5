import { threadWording } from '../conversation/thread-wording.ts'
import type { DigestPolicy } from '../digest-command.ts'
import { digestWording } from '../digest-wording.ts'
import type { Action } from '../press.ts'
import { noticeOf, type Reply } from '../reply.ts'
import type { ThreadStore, TopicStore } from '../store-ports.ts'
import { isVisible } from '../topic.ts'
import { wording } from '../wording.ts'
import type { FollowStore } from './follow.ts'

export interface FollowPressOptions {
  readonly store: FollowStore & ThreadStore & TopicStore
  readonly policy: DigestPolicy
  readonly now: () => Date
}

/** *Follow* and *Unfollow*: whoever may set up digests in a channel says in which thread it follows a topic, if in any. */
export async function pressFollow(action: Action, { store, policy, now }: FollowPressOptions): Promise<Reply> {
  const { place, channel, value: slug, asker } = action
  const topic = await store.topicBySlug(slug)
  if (topic === undefined || !isVisible(topic, place)) return noticeOf(wording.topicGone)
  if (!asker.manages && policy.editors !== 'members') return noticeOf(digestWording.mayNotAdd(place.platform))
  const target = { platform: place.platform, channel }
  if (action.name === 'unfollow') {
    const did = await store.unfollow(target, topic.slug)
    return noticeOf(did ? threadWording.unfollowed(topic.title) : threadWording.notFollowed(topic.title))
  }
  if (action.hindrance !== undefined) return noticeOf(action.hindrance)
  const thread = action.thread ?? action.message
  // What one person alone sees heads no thread.
  if ((await store.topicsOfThread(target, thread)) === undefined) return noticeOf(threadWording.noThread)
  const before = (await store.followsIn(target)).find((follow) => follow.topic === topic.slug)
  if (before?.target.thread === thread) return noticeOf(threadWording.followedAlready(topic.title))
  const { workspace } = place
  const follow = { target: { ...target, thread }, ...(workspace === undefined ? {} : { workspace }), topic: topic.slug }
  await store.follow(follow, now().toISOString())
  return noticeOf(
    before === undefined ? threadWording.followed(topic.title) : threadWording.followedInstead(topic.title),
  )
}
