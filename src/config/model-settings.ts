import type { z } from 'zod'
import type { Problem } from '../core/ports.ts'
import type { VARIABLES } from './variables.ts'

type Settings = z.infer<typeof VARIABLES>

/** The model that writes briefs and answers, and what it may cost. */
export interface ModelSettings {
  /** `compatible`: a server that speaks OpenAI's protocol, at `url`. */
  readonly provider: 'anthropic' | 'openai' | 'google' | 'compatible'
  readonly model: string
  readonly key?: string
  readonly url?: string
  /** A day; money in millionths. */
  readonly budget: { readonly tokens?: number; readonly micros?: number }
  /** Of a million tokens. */
  readonly price: { readonly in: number; readonly out: number }
  readonly timeoutMs: number
}

const KEYS = {
  anthropic: 'ANTHROPIC_API_KEY',
  openai: 'OPENAI_API_KEY',
  google: 'GOOGLE_GENERATIVE_AI_API_KEY',
} as const

const MICROS = 1_000_000

/** The model of the settings; absent where none is named, or where something that it needs is missing, which is then a problem. */
export function readModel(settings: Settings): {
  readonly model?: ModelSettings
  readonly problems: readonly Problem[]
} {
  const { BRIEF_MODEL: name, BRIEF_MODEL_URL: url, BRIEF_MODEL_BUDGET: money } = settings
  const price = { in: settings.BRIEF_MODEL_PRICE_IN ?? 0, out: settings.BRIEF_MODEL_PRICE_OUT ?? 0 }
  if (name === undefined) {
    const where = 'BRIEF_MODEL'
    return {
      problems: url === undefined ? [] : [{ where, what: 'is not set, though BRIEF_MODEL_URL is; name the model' }],
    }
  }
  if (money !== undefined && price.in + price.out === 0) {
    const what = 'is not set, though BRIEF_MODEL_BUDGET is: without prices nothing is known to cost anything'
    return { problems: [{ where: 'BRIEF_MODEL_PRICE_IN', what }] }
  }
  const common = {
    budget: {
      ...(settings.BRIEF_MODEL_TOKENS === undefined ? {} : { tokens: settings.BRIEF_MODEL_TOKENS }),
      ...(money === undefined ? {} : { micros: Math.round(money * MICROS) }),
    },
    price,
    timeoutMs: settings.BRIEF_MODEL_TIMEOUT * 1_000,
  }
  if (url !== undefined) {
    const key = settings.BRIEF_MODEL_KEY
    return {
      model: { provider: 'compatible', model: name, url, ...(key === undefined ? {} : { key }), ...common },
      problems: [],
    }
  }
  const [, provider, model] = /^(anthropic|openai|google)\/(.+)$/u.exec(name) ?? []
  if (!isProvider(provider) || model === undefined) {
    const what =
      'names no provider: anthropic/…, openai/… or google/…; for a server of your own set BRIEF_MODEL_URL too'
    return { problems: [{ where: 'BRIEF_MODEL', what }] }
  }
  const key = settings[KEYS[provider]]
  if (key === undefined) {
    return { problems: [{ where: KEYS[provider], what: `is not set, though BRIEF_MODEL is a model of ${provider}` }] }
  }
  return { model: { provider, model, key, ...common }, problems: [] }
}

function isProvider(name: string | undefined): name is keyof typeof KEYS {
  return name !== undefined && Object.hasOwn(KEYS, name)
}
