import type { LanguageModel } from 'ai'
import { boundFetch } from './bounded-fetch.ts'
import { homeOf, type ModelAddress } from './model-address.ts'

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
