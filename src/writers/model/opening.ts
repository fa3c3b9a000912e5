import type { Observe } from '../../core/happening.ts'
import type { Log } from '../../core/log.ts'
import type { Writer } from '../../core/ports.ts'
import type { Budget, UsageStore, WrittenStore } from '../../core/usage.ts'
import { createAsking } from './asking.ts'
import { homeOf, type ModelAddress, nameOfModel } from './model-address.ts'
import { readPrompts } from './prompts.ts'
import { openModel } from './provider.ts'
import { createModelWriter } from './writer.ts'

export interface ModelOptions extends ModelAddress {
  readonly budget: Budget
  readonly price: { readonly in: number; readonly out: number }
  readonly timeoutMs: number
}

export interface ModelSurroundings {
  readonly store: UsageStore & WrittenStore
  readonly fallback: Writer
  readonly now: () => Date
  readonly log: Log
  readonly observe: Observe
  /** How requests are made; `globalThis.fetch` if absent. */
  readonly fetch?: typeof globalThis.fetch
}

/** The writer that the settings describe, ready to write. Nothing is sent before it is asked to. */
export async function openModelWriter(options: ModelOptions, around: ModelSurroundings): Promise<Writer> {
  const { store, fallback, now, log, observe, fetch = globalThis.fetch } = around
  const name = nameOfModel(options)
  const { budget, price, timeoutMs } = options
  // The SDK would print its remarks to the console, past the log and its mask.
  globalThis.AI_SDK_LOG_WARNINGS = ({ warnings }) =>
    log.debug('the model’s provider remarks', { model: name, warnings })
  const model = await openModel(options, fetch)
  const asking = createAsking({ model, name, store, budget, price, timeoutMs, now, log })
  log.info('briefs and answers are written by a model: documents are sent to it', { model: name, to: homeOf(options) })
  return createModelWriter({ asking, name, prompts: readPrompts(), fallback, observe, log })
}
