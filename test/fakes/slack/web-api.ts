import { type Answer, answerWith, jsonAnswer, tooFast } from './answers.ts'
import type { Arguments } from './arguments.ts'
import type { Fault } from './faults.ts'
import { LIMITS } from './limits.ts'
import type { Method, MethodContext } from './method.ts'
import { CHAT_METHODS } from './methods/chat.ts'
import { CONVERSATION_METHODS } from './methods/conversations.ts'
import { FILE_METHODS } from './methods/files.ts'
import { PEOPLE_METHODS } from './methods/people.ts'
import { VIEW_METHODS } from './methods/views.ts'
import { Pace, type PaceRule } from './pace.ts'
import { SlackError } from './slack-error.ts'

const METHODS: Record<string, Method> = {
  ...CHAT_METHODS,
  ...CONVERSATION_METHODS,
  ...FILE_METHODS,
  ...PEOPLE_METHODS,
  ...VIEW_METHODS,
}

export interface Tokens {
  bot: string
  app: string
  revoked: Set<string>
}

export interface WebApiRules {
  /** how fast one channel takes posts; undefined: as fast as they come */
  pace: PaceRule | undefined
  /** how fast all channels together do */
  workspacePace: PaceRule | undefined
  /** history as for commercially distributed apps outside the Marketplace */
  restrictedHistory: boolean
}

/** Slack's Web API: who may call, how often, and what is answered. */
export class WebApi {
  readonly #context: MethodContext
  readonly #tokens: Tokens
  readonly #postPace: Pace | undefined
  readonly #workspacePace: Pace | undefined
  readonly #historyPace: Pace | undefined

  constructor(context: MethodContext, tokens: Tokens, rules: WebApiRules) {
    this.#context = context
    this.#tokens = tokens
    const { now } = context.workspace
    this.#postPace = rules.pace === undefined ? undefined : new Pace(rules.pace, now)
    this.#workspacePace = rules.workspacePace === undefined ? undefined : new Pace(rules.workspacePace, now)
    const perSecond = LIMITS.restrictedHistoryPerMinute / 60
    this.#historyPace = rules.restrictedHistory ? new Pace({ perSecond, burst: 1 }, now) : undefined
  }

  answer(name: string, args: Arguments, authorization: string | undefined, fault: Fault | undefined): Answer {
    return answerWith(fault, () => {
      const wait = this.#overPace(name, args)
      if (wait !== undefined) return tooFast(wait)
      try {
        const result = this.#run(name, args, authorization)
        return jsonAnswer({ ok: true, ...result }, 200, { 'x-oauth-scopes': [...this.#context.scopes].join(',') })
      } catch (error) {
        if (!(error instanceof SlackError)) throw error
        return jsonAnswer({ ok: false, error: error.code, ...error.fields })
      }
    })
  }

  #run(name: string, args: Arguments, authorization: string | undefined) {
    const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined
    if (method === undefined) throw new SlackError('unknown_method', { req_method: name })
    this.#checkToken(method, authorization?.replace(/^Bearer /, '') ?? args.text('token'))
    if (this.#historyPace !== undefined && isHistory(name)) {
      const limit = Math.min(args.number('limit') ?? LIMITS.restrictedHistoryPage, LIMITS.restrictedHistoryPage)
      args.values.limit = limit
    }
    return method.run(args, this.#context)
  }

  #checkToken(method: Method, token: string | undefined): void {
    if (token === undefined) throw new SlackError('not_authed')
    if (this.#tokens.revoked.has(token)) throw new SlackError('token_revoked')
    if (token !== this.#tokens.bot && token !== this.#tokens.app) throw new SlackError('invalid_auth')
    if (token !== this.#tokens[method.token]) throw new SlackError('not_allowed_token_type')
  }

  #overPace(name: string, args: Arguments): number | undefined {
    if (name === 'chat.postMessage')
      return this.#workspacePace?.take('') ?? this.#postPace?.take(args.text('channel') ?? '')
    return isHistory(name) ? this.#historyPace?.take(name) : undefined
  }
}

function isHistory(name: string): boolean {
  return name === 'conversations.history' || name === 'conversations.replies'
}
