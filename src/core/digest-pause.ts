import { directChannel, type OwedDelivery } from './delivery.ts'
import type { Digest } from './digest.ts'
import { digestWording } from './digest-wording.ts'
import { stableId } from './document.ts'
import type { Log } from './log.ts'
import type { DigestStore } from './store-ports.ts'

export interface PauseOptions {
  readonly store: Pick<DigestStore, 'pauseDigest'>
  readonly now: () => Date
  readonly log: Log
}

/**
 * Pauses a digest that cannot go on until somebody mends something. Whoever set it up in a channel is told by one direct message; the log
 * and `attache doctor` tell whoever runs the desk, of the digests in desk.yaml too. Nothing is done for one that is paused already.
 */
export async function stopDigest(id: string, reason: string, { store, now, log }: PauseOptions): Promise<void> {
  const at = now().toISOString()
  const stopped = await store.pauseDigest(id, reason, at, (digest) => tellAuthor(digest, reason, at))
  if (stopped === undefined) return
  const { target, author } = stopped
  log.warn('a digest is paused', { digest: id, ...target, reason, author })
}

/** The author of a digest in desk.yaml is no user of a platform. */
function tellAuthor(digest: Digest, reason: string, at: string): OwedDelivery[] {
  const { id, origin, author, target } = digest
  if (origin === 'code') return []
  const text = digestWording.stopped(target.channel, digestWording.when(digest), digest.topics, reason)
  return [
    {
      key: `paused-${stableId(id, at)}`,
      target: { platform: target.platform, channel: directChannel(author) },
      reply: { kind: 'notice', text },
    },
  ]
}
