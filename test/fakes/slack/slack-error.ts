import type { JsonObject } from './json.ts'

/** Slack's way of refusing: HTTP 200 with `ok: false`, a code, and sometimes more fields (`needed`, `response_metadata`). */
export class SlackError extends Error {
  readonly code: string
  readonly fields: JsonObject

  constructor(code: string, fields: JsonObject = {}) {
    super(code)
    this.name = 'SlackError'
    this.code = code
    this.fields = fields
  }
}

/**
 * A refusal that says what is wrong and where, in the form Slack uses:
 * `[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]`.
 */
export function refuse(code: string, problems: readonly string[]): SlackError {
  return new SlackError(code, {
    errors: problems,
    response_metadata: { messages: problems.map((problem) => `[ERROR] ${problem}`) },
  })
}
