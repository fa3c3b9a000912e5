import { generateText, type LanguageModel, NoObjectGeneratedError, Output } from 'ai'
import type { z } from 'zod'
import { stableId } from '../../core/document.ts'
import type { Fallback } from '../../core/fallback.ts'
import type { Log } from '../../core/log.ts'
import { type Budget, priceOf, type Spending, type UsageStore, type WrittenStore } from '../../core/usage.ts'
import { failureOf, ModelFailure } from './failure.ts'

export interface AskingOptions {
  readonly model: LanguageModel
  /** `anthropic/…`: how it is called in accounts. */
  readonly name: string
  readonly store: UsageStore & WrittenStore
  readonly budget: Budget
  /** Of a million tokens. */
  readonly price: { readonly in: number; readonly out: number }
  /** How long one request may take, in milliseconds. */
  readonly timeoutMs: number
  readonly now: () => Date
  readonly log: Log
}

export interface Request<Form> {
  readonly rules: string
  readonly prompt: string
  readonly form: z.ZodType<Form>
  /** Ids of the documents that it shows: what is written to it is forgotten with any of them. */
  readonly documents: readonly string[]
}

/** Asks a model, within the budget. */
export interface Asking {
  /** What the model answers; what it answered before to the very same request is not paid for again. Throws `ModelFailure`. */
  ask<Form>(request: Request<Form>): Promise<Form>
  /** Notes that another writer took over. */
  giveUp(reason: Fallback): Promise<void>
}

const MOST_TOKENS_OUT = 3_000
/** A token is four letters of English and one of Chinese; too many are set aside rather than too few. */
const LETTERS_A_TOKEN = 2.5
const FIRST_PAUSE_MS = 15_000
const LONGEST_PAUSE_MS = 15 * 60_000

export function createAsking(options: AskingOptions): Asking {
  const { model, name, store, budget, price, timeoutMs, now, log } = options
  let failures = 0
  let pausedUntil = 0
  let lastReason: ModelFailure['reason'] = 'unreachable'

  const today = () => now().toISOString().slice(0, 10)

  /** A model that just failed would make everybody wait for it again: for a while it is not asked at all. */
  function pause(failure: ModelFailure): void {
    if (failure.reason === 'malformed' || failure.reason === 'spent') return
    const wait = failure.afterMs ?? Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures, 10))
    failures += 1
    lastReason = failure.reason
    pausedUntil = now().getTime() + Math.min(LONGEST_PAUSE_MS, wait)
  }

  async function pay<Form>({ rules, prompt, form }: Request<Form>): Promise<Form> {
    if (now().getTime() < pausedUntil)
      throw new ModelFailure(lastReason, 'the model is left alone for a while after it failed')
    const day = today()
    const tokensIn = Math.ceil((rules.length + prompt.length) / LETTERS_A_TOKEN)
    const most = priceOf({ tokensIn, tokensOut: MOST_TOKENS_OUT }, price)
    if (!(await store.reserveUsage(day, name, most, budget)))
      throw new ModelFailure('spent', 'the day’s budget is spent')
    let spent: Spending = most
    try {
      const { output, usage } = await generate({ model, rules, prompt, form, timeoutMs })
      spent = priceOf(
        { tokensIn: counted(usage.inputTokens, tokensIn), tokensOut: counted(usage.outputTokens, MOST_TOKENS_OUT) },
        price,
      )
      failures = 0
      return output
    } catch (error) {
      const failure = failureOf(error)
      pause(failure)
      log.warn('the model was of no use', { model: name, reason: failure.reason, error: failure })
      // Nothing is paid for what was not answered; of a request that was given up nobody knows, so that all of it counts.
      if (failure.reason === 'malformed') spent = priceOf(failure.usage ?? most, price)
      else if (failure.reason !== 'slow') spent = { tokensIn: 0, tokensOut: 0, micros: 0 }
      throw failure
    } finally {
      await store.settleUsage(day, name, most, spent)
    }
  }

  return {
    async ask(request) {
      const key = stableId(name, request.rules, request.prompt)
      const known = await store.writtenTo(key)
      const kept = known === undefined ? undefined : request.form.safeParse(JSON.parse(known))
      if (kept?.success === true) return kept.data
      const answer = await pay(request)
      const { documents } = request
      await store.keepWritten(key, { text: JSON.stringify(answer), documents }, now().toISOString())
      return answer
    },
    giveUp: (reason) => store.noteFallback(today(), name, reason),
  }
}

interface Generation<Form> {
  readonly model: LanguageModel
  readonly rules: string
  readonly prompt: string
  readonly form: z.ZodType<Form>
  readonly timeoutMs: number
}

interface Tokens {
  readonly inputTokens: number | undefined
  readonly outputTokens: number | undefined
}

/** One request, and no other. Many small models put words or a fence around the JSON that was asked for: it is as good. */
async function generate<Form>({
  model,
  rules,
  prompt,
  form,
  timeoutMs,
}: Generation<Form>): Promise<{ output: Form; usage: Tokens }> {
  try {
    const { output, usage } = await generateText({
      model,
      instructions: rules,
      prompt,
      output: Output.object({ schema: form }),
      maxRetries: 0,
      maxOutputTokens: MOST_TOKENS_OUT,
      abortSignal: AbortSignal.timeout(timeoutMs),
    })
    return { output, usage }
  } catch (error) {
    if (!NoObjectGeneratedError.isInstance(error) || error.finishReason !== 'stop') throw error
    const output = form.safeParse(jsonWithin(error.text ?? ''))
    if (!output.success) throw error
    const { inputTokens, outputTokens } = error.usage ?? {}
    return { output: output.data, usage: { inputTokens, outputTokens } }
  }
}

/** What stands between the first brace and the last, if it is JSON. */
function jsonWithin(text: string): unknown {
  try {
    return JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1))
  } catch {
    return undefined
  }
}

/** What a server says that it read or wrote; what no count can be is not believed. */
function counted(tokens: number | undefined, instead: number): number {
  return tokens !== undefined && Number.isSafeInteger(tokens) && tokens >= 0 ? tokens : instead
}
