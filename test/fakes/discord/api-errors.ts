/** Discord's JSON error codes that the fake can give: HTTP status and message (docs: topics/opcodes-and-status-codes). */
const ERRORS = {
  0: [401, '401: Unauthorized'],
  10003: [404, 'Unknown Channel'],
  10004: [404, 'Unknown Guild'],
  10007: [404, 'Unknown Member'],
  10008: [404, 'Unknown Message'],
  10013: [404, 'Unknown User'],
  10015: [404, 'Unknown Webhook'],
  10062: [404, 'Unknown interaction'],
  10063: [404, 'Unknown application command'],
  30032: [400, 'Maximum number of application commands reached'],
  30034: [400, 'Max number of daily application command creates has been reached (200)'],
  30046: [429, 'Maximum number of edits to messages older than 1 hour reached. Try again later'],
  40060: [400, 'Interaction has already been acknowledged.'],
  50001: [403, 'Missing Access'],
  50005: [403, 'Cannot edit a message authored by another user'],
  50006: [400, 'Cannot send an empty message'],
  50007: [403, 'Cannot send messages to this user'],
  50013: [403, 'Missing Permissions'],
  50021: [403, 'Cannot execute action on a system message'],
  50024: [400, 'Cannot execute action on this channel type'],
  50027: [401, 'Invalid Webhook Token'],
  50035: [400, 'Invalid Form Body'],
  // Met with 400 and with 403 in public reports (discord-api-docs #6928, #7707); clients go by the code.
  50083: [400, 'Thread is archived'],
  50109: [400, 'The request body contains invalid JSON.'],
  160002: [403, 'You cannot reply without permission to read message history'],
  160004: [400, 'A thread has already been created for this message'],
  160005: [403, 'Thread is locked'],
  160006: [400, 'Maximum number of active threads reached'],
} as const satisfies Record<number, readonly [status: number, message: string]>

export type ApiErrorCode = keyof typeof ERRORS

/** One problem of a form: where it is, Discord's word for it, and its sentence. */
export interface FormProblem {
  path: readonly (string | number)[]
  code: string
  message: string
}

interface ErrorTree {
  _errors?: { code: string; message: string }[]
  [key: string]: ErrorTree | { code: string; message: string }[] | undefined
}

/** A refusal as Discord words it; the server turns it into the HTTP answer. */
export class ApiError extends Error {
  readonly code: ApiErrorCode
  readonly status: number
  readonly problems: readonly FormProblem[]

  constructor(code: ApiErrorCode, problems: readonly FormProblem[] = []) {
    super(ERRORS[code][1])
    this.code = code
    this.status = ERRORS[code][0]
    this.problems = problems
  }

  /** The JSON body: `{message, code}`, and for a form the tree of `errors`. */
  body(): { message: string; code: number; errors?: object } {
    const { message, code } = this
    return this.problems.length === 0 ? { message, code } : { message, code, errors: growTree(this.problems) }
  }
}

function growTree(problems: readonly FormProblem[]): ErrorTree {
  const root: ErrorTree = {}
  for (const { path, code, message } of problems) {
    let node = root
    for (const step of path) {
      const next = node[String(step)]
      const child: ErrorTree = next && !Array.isArray(next) ? next : {}
      node[String(step)] = child
      node = child
    }
    node._errors = [...(node._errors ?? []), { code, message }]
  }
  return root
}

/** Problems with Discord's wording, for the rules that Discord applies most. */
export const problem = {
  required: (path: FormProblem['path']): FormProblem => ({
    path,
    code: 'BASE_TYPE_REQUIRED',
    message: 'This field is required',
  }),
  length: (path: FormProblem['path'], min: number, max: number): FormProblem =>
    min > 0
      ? { path, code: 'BASE_TYPE_BAD_LENGTH', message: `Must be between ${min} and ${max} in length.` }
      : { path, code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${max} or fewer in length.` },
  choices: (path: FormProblem['path'], values: readonly (string | number)[]): FormProblem => ({
    path,
    code: 'BASE_TYPE_CHOICES',
    message: `Value must be one of (${values.join(', ')}).`,
  }),
}
