import type { ServerResponse } from 'node:http'
import type { Arguments } from './arguments.ts'
import type { Fault } from './faults.ts'

/** An HTTP answer, or the lack of one. */
export type Answer =
  | { status: number; headers?: Record<string, string>; body: string | Uint8Array }
  | 'never answered'
  | 'connection dropped'

/** One call as the fake saw it. */
export interface Call {
  method: string
  args: Arguments
  /** milliseconds since 1970 */
  at: number
  answer: Answer
  fault?: Fault
}

export function jsonAnswer(body: unknown, status = 200, headers: Record<string, string> = {}): Answer {
  const type = { 'content-type': 'application/json; charset=utf-8' }
  return { status, headers: { ...type, ...headers }, body: JSON.stringify(body) }
}

export function tooFast(retryAfterSeconds: number): Answer {
  return jsonAnswer({ ok: false, error: 'ratelimited' }, 429, { 'retry-after': String(retryAfterSeconds) })
}

/** Does what was asked, or not, and answers, or not, as the fault says. */
export function answerWith(fault: Fault | undefined, run: () => Answer): Answer {
  if (fault === undefined || fault.kind === 'late') return run()
  if (fault.kind === 'rate_limited') return tooFast(fault.retryAfterSeconds)
  if (fault.stored === true) run()
  switch (fault.kind) {
    case 'server_error':
      return { status: fault.status ?? 500, headers: { 'content-type': 'text/plain' }, body: 'server error' }
    case 'no_answer':
      return 'never answered'
    case 'dropped':
      return 'connection dropped'
    case 'error':
      return jsonAnswer({ ok: false, error: fault.error })
  }
}

export function sendAnswer(answer: Answer, response: ServerResponse): void {
  if (answer === 'never answered') return
  if (answer === 'connection dropped') {
    response.socket?.destroy()
    return
  }
  response.writeHead(answer.status, answer.headers)
  response.end(answer.body)
}
