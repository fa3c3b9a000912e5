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
  if (error instanceof ModelFailure) return error
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (cause.name === 'TimeoutError' || cause.name === 'AbortError') {
      return new ModelFailure('slow', 'the model did not answer in time', { cause: error })
    }
  }
  if (NoObjectGeneratedError.isInstance(error)) {
    const isRefusal = error.finishReason === 'content-filter'
    const usage = { tokensIn: error.usage?.inputTokens ?? 0, tokensOut: error.usage?.outputTokens ?? 0 }
    const words = isRefusal
      ? 'the model would not answer'
      : `the model’s answer is not what was asked for (${error.finishReason})`
    return new ModelFailure(isRefusal ? 'refused' : 'malformed', words, { cause: error, usage })
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
    return new ModelFailure('refused', `the model answered ${status}`, { cause: error })
  }
  return new ModelFailure('unreachable', 'the model could not be reached', { cause: error })
}

function retryAfter(header: string | undefined): number | undefined {
  const seconds = Number(header)
  return header === undefined || Number.isNaN(seconds) ? undefined : seconds * 1_000
}
