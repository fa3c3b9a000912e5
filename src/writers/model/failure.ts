import { APICallError, NoObjectGeneratedError } from 'ai'
import type { Fallback } from '../../core/fallback.ts'

/** Why a model gave nothing that can be used, and what it cost all the same. */
export class ModelFailure extends Error {
  readonly reason: Fallback
  /** Milliseconds that the provider wants to be left alone for. */
  readonly afterMs: number | undefined
  readonly usage: { readonly tokensIn: number; readonly tokensOut: number } | undefined
  constructor(
    reason: Fallback,
    message: string,
    options: ErrorOptions & { afterMs?: number; usage?: ModelFailure['usage'] } = {},
  ) {
    super(message, options)
    this.name = 'ModelFailure'
    this.reason = reason
    this.afterMs = options.afterMs
    this.usage = options.usage
  }
}

/** What an error of the SDK, of the network or of a timer means; by class and code, never by text. */
export function failureOf(error: unknown): ModelFailure {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof ModelFailure) return cause
    if (cause.name === 'TimeoutError' || cause.name === 'AbortError') {
      return new ModelFailure('slow', 'the model did not answer in time', { cause: error })
    }
  }
  if (NoObjectGeneratedError.isInstance(error)) {
    const isRefusal = error.finishReason === 'content-filter'
    const { inputTokens: tokensIn, outputTokens: tokensOut } = error.usage ?? {}
    const words = isRefusal
      ? 'the model would not answer'
      : `the model’s answer is not what was asked for (${error.finishReason})`
    return new ModelFailure(isRefusal ? 'refused' : 'malformed', words, {
      cause: error,
      // Without a count, or with one that none can be, all that was set aside counts.
      ...(isCount(tokensIn) && isCount(tokensOut) ? { usage: { tokensIn, tokensOut } } : {}),
    })
  }
  if (APICallError.isInstance(error)) {
    const { statusCode: status } = error
    // 529 is Anthropic's "overloaded".
    if (status === 429 || status === 503 || status === 529) {
      const afterMs = retryAfter(error.responseHeaders?.['retry-after'])
      return new ModelFailure('busy', `the model answered ${status}`, {
        cause: error,
        ...(afterMs === undefined ? {} : { afterMs }),
      })
    }
    if (status === 401 || status === 403)
      return new ModelFailure('refused', `the model answered ${status}: is the key right?`, { cause: error })
    if (status === undefined || status >= 500)
      return new ModelFailure('unreachable', `the model answered ${status ?? 'nothing'}`, { cause: error })
    if (status >= 200 && status < 300)
      return new ModelFailure('malformed', 'the model’s answer cannot be read', { cause: error })
    const where = status >= 300 && status < 400 ? error.responseHeaders?.location : undefined
    const words = where === undefined ? '' : `, which is not followed: it leads to ${hostOf(where)}`
    return new ModelFailure('refused', `the model answered ${status}${words}`, { cause: error })
  }
  // What the network does is told by the classes above; the rest is an answer that the SDK cannot make anything of.
  return new ModelFailure('malformed', 'the model’s answer cannot be read', { cause: error })
}

function isCount(tokens: number | undefined): tokens is number {
  return tokens !== undefined && Number.isSafeInteger(tokens) && tokens >= 0
}

function hostOf(location: string): string {
  return URL.parse(location)?.host ?? 'another place'
}

function retryAfter(header: string | undefined): number | undefined {
  const seconds = Number(header)
  return header === undefined || Number.isNaN(seconds) ? undefined : seconds * 1_000
}
