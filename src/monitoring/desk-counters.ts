import type { ConnectionState } from '../core/connections.ts'
import type { Settlement } from '../core/delivery.ts'
import type { Edition } from '../core/digest.ts'
import type { Happening, Observe } from '../core/happening.ts'
import type { Family, Sample } from './exposition.ts'
import { createCounter, createHistogram } from './instruments.ts'

/** A digest comes within a second or two of its slot, unless the desk was down or is overwhelmed. */
const LATE_MS = 60_000
const STATES: readonly ConnectionState[] = ['connecting', 'up', 'waiting', 'refused', 'standby']
const OUTCOMES = ['sent', 'later', 'ambiguous', 'unsure', 'failed'] as const

/** What happened at the desk since the process began, in numbers. No label holds a channel, a topic, a name or any other text. */
export interface DeskCounters {
  readonly observe: Observe
  families(): Family[]
  /** Every platform that has been connected to, or tried. */
  platforms(): readonly string[]
}

export function createDeskCounters(): DeskCounters {
  const documents = createCounter<'change'>('attache_documents_total', 'Documents read, revised and withdrawn.')
  const problems = createCounter(
    'attache_problems_total',
    'Problems with files, feeds and settings that were reported.',
  )
  const writings = createCounter<'what' | 'outcome'>(
    'attache_writings_total',
    'Briefs and answers that were to be written; nothing: the documents hold no sentence to write with.',
  )
  const writingTime = createHistogram<'what'>(
    'attache_writing_seconds',
    'How long a brief or an answer took to write.',
    [0.05, 0.25, 1, 5, 30],
  )
  const modelWritings = createCounter<'what' | 'outcome'>(
    'attache_model_writings_total',
    'Briefs and answers that a model was to write: written, or why the extractive writer wrote them.',
  )
  const claims = createCounter<'outcome'>(
    'attache_model_claims_total',
    'Claims of a model that were checked; of these those repaired at the second try, and those replaced by a source’s own sentence.',
  )
  const editions = createCounter<'content'>(
    'attache_editions_total',
    'Editions of digests: with briefs, with nothing new, or skipped because their slot was too long ago.',
  )
  const late = createCounter('attache_editions_late_total', 'Editions written more than a minute after their slot.')
  const missed = createCounter<'outcome'>(
    'attache_slots_missed_total',
    'Slots that passed without an edition of their own: covered by a later one, or skipped.',
  )
  const attempts = createCounter<'platform' | 'outcome'>(
    'attache_delivery_attempts_total',
    'Attempts to deliver a message, by how they ended. Sent, failed and unsure are final. What would have stood in the thread of a message that failed is not attempted.',
  )
  const deliveryTime = createHistogram<'platform'>(
    'attache_delivery_seconds',
    'Time from when a message was owed to when it was sent.',
    [1, 5, 30, 120, 600, 3_600],
  )
  const requests = createCounter<'by' | 'reply'>(
    'attache_requests_total',
    'What people wanted of the desk and got a reply to: by which command, button or message, and the kind of reply.',
  )
  const questions = createCounter<'by' | 'outcome'>(
    'attache_questions_total',
    'Questions that were answered, or refused because the documents do not say.',
  )
  const ticks = createCounter<'outcome'>('attache_ticks_total', 'Beats, about one a second.')
  const tickTime = createHistogram('attache_tick_seconds', 'How long a beat took.', [0.01, 0.05, 0.25, 1, 5, 30])
  const connections = new Map<string, ConnectionState>()

  for (const change of ['added', 'revised', 'withdrawn']) documents.add({ change }, 0)
  problems.add({}, 0)
  for (const content of ['briefs', 'nothing', 'skipped']) editions.add({ content }, 0)
  late.add({}, 0)
  for (const outcome of ['covered', 'skipped']) missed.add({ outcome }, 0)
  for (const outcome of ['done', 'failed']) ticks.add({ outcome }, 0)

  function countEdition(edition: Edition): void {
    editions.add({ content: contentOf(edition) })
    if (Date.parse(edition.writtenAt) - Date.parse(edition.slot) > LATE_MS) late.add({})
    missed.add({ outcome: 'covered' }, edition.missed.length)
    missed.add({ outcome: 'skipped' }, edition.skipped?.count ?? 0)
  }

  function countAttempt({ delivery, settlement, at }: Happening & { kind: 'attempt' }): void {
    const { platform } = delivery.target
    attempts.add({ platform, outcome: outcomeOf(settlement) })
    if (settlement.state === 'sent')
      deliveryTime.take({ platform }, (at.getTime() - Date.parse(delivery.owedAt)) / 1_000)
  }

  return {
    observe(happening) {
      switch (happening.kind) {
        case 'intake':
          for (const change of ['added', 'revised', 'withdrawn'] as const)
            documents.add({ change }, happening.report[change])
          return
        case 'problems':
          return problems.add({}, happening.problems.length)
        case 'connection':
          connections.set(happening.platform, happening.state)
          for (const outcome of OUTCOMES) attempts.add({ platform: happening.platform, outcome }, 0)
          return
        case 'tick':
          ticks.add({ outcome: happening.failed ? 'failed' : 'done' })
          return tickTime.take({}, happening.seconds)
        case 'writing':
          writings.add({ what: happening.what, outcome: happening.outcome })
          return writingTime.take({ what: happening.what }, happening.seconds)
        case 'model':
          modelWritings.add({ what: happening.what, outcome: happening.outcome })
          if (happening.outcome !== 'written') return
          for (const outcome of ['checked', 'repaired', 'replaced'] as const)
            claims.add({ outcome }, happening.claims[outcome])
          return
        case 'edition':
          return countEdition(happening.edition)
        case 'attempt':
          return countAttempt(happening)
        case 'reply':
          requests.add({ by: happening.to, reply: happening.reply.kind })
          if (happening.reply.kind === 'answer')
            questions.add({ by: happening.to, outcome: happening.reply.answer.answered ? 'answered' : 'refused' })
      }
    },
    families() {
      return [
        ...[documents, problems, writings, writingTime, editions, late, missed, attempts, deliveryTime],
        ...[requests, questions, modelWritings, claims, ticks, tickTime],
      ]
        .map((instrument) => instrument.family())
        .concat(connectionFamily(connections))
    },
    platforms() {
      return [...connections.keys()]
    },
  }
}

function contentOf({ slot, skipped, briefs }: Edition): string {
  if (skipped?.to === slot) return 'skipped'
  return briefs.length === 0 ? 'nothing' : 'briefs'
}

function outcomeOf(settlement: Settlement): (typeof OUTCOMES)[number] {
  if (settlement.state !== 'pending') return settlement.state
  return settlement.ambiguous ? 'ambiguous' : 'later'
}

/** One series a state, 1 for the one that is: so that a change of state is a change of value, not of labels. */
function connectionFamily(connections: ReadonlyMap<string, ConnectionState>): Family {
  const samples = [...connections].flatMap(([platform, is]) =>
    STATES.map((state): Sample => ({ labels: { platform, state }, value: state === is ? 1 : 0 })),
  )
  return {
    name: 'attache_platform_connection',
    type: 'gauge',
    help: 'How connecting to a platform went. Once up, the platform’s client connects again by itself.',
    samples,
  }
}
