import type { FeedbackStore, Verdict } from './feedback.ts'
import type { Action } from './press.ts'
import type { Reply } from './reply.ts'
import { wording } from './wording.ts'

/** So much of what was shown is kept with what somebody thought of it. */
const LONGEST_SHOWN = 4_000

export interface FeedbackDeskOptions {
  readonly store: FeedbackStore
  readonly now: () => Date
}

/** Keeps what somebody thought of the message below which they pressed, or to which they reacted, with what it says. */
export async function takeFeedback(
  action: Action & { readonly name: Verdict },
  { store, now }: FeedbackDeskOptions,
): Promise<Reply> {
  const { name: verdict, value, place, channel, message, event } = action
  const reply = await store.replyAt({ platform: place.platform, channel }, message)
  const shown = reply === undefined ? undefined : shownBy(reply)
  if (shown === undefined) return { kind: 'notice', text: wording.briefGone }
  const { of, words, writer, documents } = shown
  await store.saveFeedback({
    verdict,
    of: of ?? value,
    shown: words.join('\n').slice(0, LONGEST_SHOWN),
    writer,
    documents: [...new Set(documents)],
    place,
    event,
    at: now().toISOString(),
  })
  return { kind: 'notice', text: wording.thanks }
}

interface Shown {
  readonly of?: string
  readonly words: readonly string[]
  readonly writer: string
  readonly documents: readonly string[]
}

/** What of a reply somebody may have an opinion on; undefined for what the desk only says by itself. */
function shownBy(reply: Reply): Shown | undefined {
  switch (reply.kind) {
    case 'brief': {
      const { id, headline, bottomLine, points, next, writer, sources } = reply.brief
      const words = [headline, bottomLine, ...points, ...next].map(({ text }) => text)
      return { of: id, words, writer, documents: sources.map(({ document }) => document) }
    }
    case 'update':
      return {
        of: reply.brief.id,
        words: reply.news.map(({ text }) => text),
        writer: reply.brief.writer,
        documents: reply.brief.sources.map(({ document }) => document),
      }
    case 'answer': {
      const { question, claims, writer, sources } = reply.answer
      const words = [question, ...claims.map(({ text }) => text)]
      return { words, writer, documents: sources.map(({ document }) => document) }
    }
    case 'edition':
      return {
        words: reply.items.flatMap(({ headline, bottomLine }) => [headline.text, bottomLine.text]),
        writer: '',
        documents: reply.items.flatMap(({ bottomLine }) => bottomLine.evidence.map(({ document }) => document)),
      }
    default:
      return undefined
  }
}
