import { randomUUID } from 'node:crypto'
import type { DeliveryKey, MessageReference, Target } from '../core/delivery.ts'
import type { BriefReply, Reply } from '../core/reply.ts'
import type { Place } from '../core/topic.ts'
import type { Runtime } from '../runtime.ts'
import { type Talk, wordsOf } from './talk.ts'
import { visitDesk } from './visit.ts'

/** Posts as `Platform.post` does. */
type Post = (target: Target, reply: Reply, key: DeliveryKey) => Promise<MessageReference>

/** Shows which brief the channel would get, posts it after a yes, and lets the desk know, so that it answers in the thread. */
export async function offerFirstBrief(
  talk: Talk,
  where: { readonly place: Place; readonly target: Target },
  post: Post,
  runtime: Runtime,
): Promise<void> {
  await visitDesk(runtime, async (desk) => {
    const [topic] = await desk.suggest('', where.place)
    const reply =
      topic === undefined
        ? undefined
        : await desk.command({
            name: 'brief',
            topic: topic.slug,
            place: where.place,
            event: `operator:${randomUUID()}`,
          })
    if (reply?.kind !== 'brief') {
      talk.say('There is no brief yet that this channel may see: put documents into the briefs folder first.')
      return
    }
    if (!(await talk.confirm(`Post the brief “${titleOf(reply)}” there now?`))) return
    try {
      const posted = await post(where.target, reply, `first-${randomUUID()}`)
      await desk.posted(reply, where.target, posted, where.place.workspace)
      talk.show({ what: 'First brief', state: 'good', words: 'posted; once the desk runs, ask in its thread' })
    } catch (error) {
      talk.show({ what: 'First brief', state: 'mend', words: wordsOf(error) })
    }
  })
}

function titleOf({ topicTitle, brief }: BriefReply): string {
  return `${topicTitle}: ${brief.headline.text}`
}
