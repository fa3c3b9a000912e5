/** What came of one look at how the desk is set up. */
export interface Check {
  /** What was looked at, e.g. `Slack bot token`. */
  readonly what: string
  /** `note`: nothing has to be mended, or it cannot be told whether anything has. */
  readonly state: 'good' | 'mend' | 'note'
  /** One line: what was found, and what is to be done about it. Never holds a credential. */
  readonly words: string
}

export function good(what: string, words: string): Check {
  return { what, state: 'good', words }
}

export function mend(what: string, words: string): Check {
  return { what, state: 'mend', words }
}

export function note(what: string, words: string): Check {
  return { what, state: 'note', words }
}

/** Slots are minutes; a clock that is wrong by more posts visibly at the wrong time. */
const CLOCK_TOLERANCE_MS = 60_000

/** Whether this machine's clock agrees with a platform's, as far as a `Date` header tells: to the second. `theirs` is that header. */
export function checkClock(platform: string, theirs: string | null | undefined, ours: Date): Check {
  const what = `Clock by ${platform}`
  const ahead = ours.getTime() - Date.parse(theirs ?? '')
  if (Number.isNaN(ahead)) return note(what, `${platform} did not say what time it is`)
  if (Math.abs(ahead) <= CLOCK_TOLERANCE_MS) return good(what, 'it is right')
  const off = `${readableSpan(Math.abs(ahead))} ${ahead > 0 ? 'ahead' : 'behind'}`
  return mend(
    what,
    `this machine’s is ${off}, and digests come as much ${ahead > 0 ? 'too early' : 'too late'}; switch on time synchronisation (NTP)`,
  )
}

function readableSpan(ms: number): string {
  const minutes = Math.round(ms / 60_000)
  if (minutes < 120) return `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`
  const hours = Math.round(minutes / 60)
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`
}
