import type { Asker, DigestDeed, DigestEditors, DigestWish } from '../../../src/core/digest-command.ts'
import type { Reply } from '../../../src/core/reply.ts'
import type { Place } from '../../../src/core/topic.ts'
import { type DeskStage, HARBOUR, openDeskStage } from '../running-desk/stage.ts'

export const HERE: Place = { platform: 'slack', workspace: 'T1', channel: 'C1' }
export const MANAGER: Asker = { user: 'U1', manages: true }
export const MEMBER: Asker = { user: 'U2', manages: false }
/** 08:00 UTC, every day. */
export const DAILY: DigestWish = { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], time: '08:00', zone: 'UTC' }

export interface Asking {
  readonly asker?: Asker
  readonly place?: Place
  readonly hindrance?: string
  readonly event?: string
}

/** A desk that people ask for digests. */
export interface DigestStage extends DeskStage {
  /** An event that was not told of before. */
  nextEvent(): string
  ask(deed: DigestDeed, asking?: Asking): Promise<Reply | undefined>
  to(
    kind: 'pause' | 'resume' | 'remove' | 'now' | 'why',
    digest?: string,
    asking?: Asking,
  ): ReturnType<DigestStage['ask']>
  /** What a person reads who sets one up. */
  add(wish?: DigestWish, asking?: Asking): Promise<string>
  /** What a person reads who looks at those of a channel. */
  list(asking?: Asking): Promise<string>
  /** From now on, these may set digests up and change them. */
  allow(editors: DigestEditors): void
}

/** On 23 November at noon; one topic, `varna`, no digests, and a desk that only managers may tell of any. */
export async function openDigestStage(): Promise<DigestStage> {
  const stage = await openDeskStage()
  stage.orders.digests = []
  let events = 0
  const nextEvent = () => `slack:${++events}`
  const ask: DigestStage['ask'] = async (deed, { asker = MANAGER, place = HERE, event = nextEvent(), ...more } = {}) =>
    await stage.app.desk.command({ name: 'digest', deed, asker, place, event, ...more })
  const digestStage: DigestStage = Object.assign(stage, {
    nextEvent,
    ask,
    to: async (kind: Parameters<DigestStage['to']>[0], digest = '', asking?: Asking) =>
      await ask({ kind, digest }, asking),
    add: async (wish = DAILY, asking?: Asking) => read(await ask({ kind: 'add', wish }, asking)),
    list: async (asking?: Asking) => read(await ask({ kind: 'list' }, asking)),
    allow(editors: DigestEditors) {
      stage.app = stage.openDesk({ policy: { editors, zone: 'Europe/Berlin' } })
    },
  })
  digestStage.allow('managers')
  stage.source.put('varna/harbour.md', HARBOUR)
  await stage.tickAt('2026-11-23T12:00:00Z')
  return digestStage
}

/** What a person reads. */
export function read(reply: Reply | undefined): string {
  if (reply?.kind === 'notice') return reply.text
  if (reply?.kind === 'list') return [reply.title, ...reply.entries.flat(), reply.hint ?? ''].join('\n')
  return JSON.stringify(reply)
}
