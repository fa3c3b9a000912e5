import type { LanguageModel } from 'ai'
import { boundFetch } from './bounded-fetch.ts'

/** Which model, and how it is reached. */
export interface ModelAddress {
  readonly provider: 'anthropic' | 'openai' | 'google' | 'compatible'
  /** As the provider calls it. */
  readonly model: string
  /** Absent only where a server of one's own wants none. */
  readonly key?: string
  /** Base address of the API; the provider's own if absent. */
  readonly url?: string
}

/** Given in so many words, since the SDK would else read them, and keys, from the environment. */
const HOMES = {
  anthropic: 'https://api.anthropic.com/v1',
  openai: 'https://api.openai.com/v1',
  google: 'https://generativelanguage.googleapis.com/v1beta',
  compatible: 'http://localhost:11434/v1',
} as const

/** The model as accounts and briefs call it. */
export function nameOfModel({ provider, model }: ModelAddress): string {
  return provider === 'compatible' ? model : `${provider}/${model}`
}

/** Where requests go. */
export function homeOf({ provider, url }: ModelAddress): string {
  return (url ?? HOMES[provider]).replace(/\/+$/u, '')
}

/** The model, built of the one provider's package. Never a bare name: that would go through the SDK's own gateway. */
export async function openModel(address: ModelAddress, fetch: typeof globalThis.fetch): Promise<LanguageModel> {
  const { model, key = '' } = address
  const options = { baseURL: homeOf(address), apiKey: key, fetch: boundFetch(fetch) }
  switch (address.provider) {
    case 'anthropic': {
      const { createAnthropic } = await import('@ai-sdk/anthropic')
      return createAnthropic(options)(model)
    }
    case 'openai': {
      const { createOpenAI } = await import('@ai-sdk/openai')
      return createOpenAI(options).chat(model)
    }
    case 'google': {
      const { createGoogleGenerativeAI } = await import('@ai-sdk/google')
      return createGoogleGenerativeAI(options)(model)
    }
    case 'compatible': {
      const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible')
      const { apiKey, ...others } = options
      const keyed = apiKey === '' ? others : options
      return createOpenAICompatible({ ...keyed, name: 'compatible', supportsStructuredOutputs: true })(model)
    }
  }
}
