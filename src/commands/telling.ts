import type { Happening, Observe } from '../core/happening.ts'
import type { IntakeReport } from '../core/intake.ts'
import { cleanLine } from '../core/one-line.ts'
import type { Problem } from '../core/ports.ts'
import type { Reply } from '../core/reply.ts'
import { wording } from '../core/wording.ts'

/** Says what whoever started the desk would want to see. */
export function tellPeople(say: (text: string) => void): Observe {
  return (happening) => {
    if (happening.kind === 'intake') say(sentenceOf(happening.report))
    if (happening.kind === 'problems') for (const problem of happening.problems) say(problemLine(problem))
    if (happening.kind === 'connection') sayConnection(happening, say)
    if (happening.kind === 'attempt') sayPosted(happening, say)
  }
}

/** A file’s name may hold anything, orders to the terminal included. */
export function problemLine({ where, what }: Problem): string {
  return cleanLine(`! ${where}: ${what}`)
}

function sentenceOf({ added, revised, withdrawn, briefs }: IntakeReport): string {
  const parts = added > 0 ? [`${wording.documentCount(added)} read`] : []
  if (revised > 0) parts.push(`${revised} changed`)
  if (withdrawn > 0) parts.push(`${withdrawn} gone`)
  if (briefs.length > 0) parts.push(`${briefs.length} ${briefs.length === 1 ? 'topic' : 'topics'} briefed`)
  return `${parts.join(', ')}.`
}

function sayConnection(
  { platform, state, words }: Happening & { kind: 'connection' },
  say: (text: string) => void,
): void {
  if (platform === 'terminal') return
  if (state === 'up') say(`${capital(platform)} is connected.`)
  if (state === 'standby')
    say(`${capital(platform)}: another process is connected; this one takes over when that ends.`)
  if (state === 'refused') say(`! ${capital(platform)} does not connect: ${words}`)
  if (state === 'waiting') say(`! ${capital(platform)} is not connected, and is tried again: ${words}`)
}

/** What was posted unasked; the terminal has shown its own. */
function sayPosted(
  { delivery: { target, reply, edits }, settlement }: Happening & { kind: 'attempt' },
  say: (text: string) => void,
): void {
  const what = unaskedWords(reply)
  if (settlement.state !== 'sent' || edits !== undefined || target.platform === 'terminal' || what === undefined) return
  say(`${capital(target.platform)} ${target.channel}: ${what} was posted.`)
}

/** Undefined for what stands below an edition, or answers somebody. */
function unaskedWords(reply: Reply): string | undefined {
  switch (reply.kind) {
    case 'edition':
      return reply.items.length === 0
        ? 'a digest with nothing new'
        : `a digest of ${reply.items.length} ${reply.items.length === 1 ? 'topic' : 'topics'}`
    case 'update':
      return `an update on ${cleanLine(reply.topicTitle)}`
    case 'correction':
      return `a correction on ${cleanLine(reply.topicTitle)}`
    default:
      return undefined
  }
}

/** The name of a platform as people write it. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
