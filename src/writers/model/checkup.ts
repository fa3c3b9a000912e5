import { type Check, good, mend, note } from '../../core/check.ts'
import { homeOf, type ModelAddress } from './model-address.ts'

const PATIENCE_MS = 10_000

/**
 * Whether the model's server is there and takes the key, by its list of models: nothing is written, and nothing is paid for. `absent`: no
 * model is set up, or not rightly.
 */
export async function checkModel(
  address: ModelAddress,
  fetch: typeof globalThis.fetch = globalThis.fetch,
): Promise<Check[]> {
  const { provider, model, key = '' } = address
  const home = homeOf(address)
  const what = 'Model'
  const headers: Record<string, string> =
    provider === 'anthropic'
      ? { 'x-api-key': key, 'anthropic-version': '2023-06-01' }
      : provider === 'google'
        ? { 'x-goog-api-key': key }
        : key === ''
          ? {}
          : { authorization: `Bearer ${key}` }
  try {
    const response = await fetch(`${home}/models`, {
      headers,
      // A key goes to no other host.
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    await response.body?.cancel()
    if (response.ok) return [good(what, `${model} at ${new URL(home).host}, which answers; documents are sent there`)]
    if (response.status === 401 || response.status === 403) {
      return [
        mend(
          what,
          `${new URL(home).host} does not take the key (${response.status}); until then the extractive writer writes`,
        ),
      ]
    }
    return [note(what, `${new URL(home).host} answered ${response.status} to a question about its models`)]
  } catch {
    return [mend(what, `${new URL(home).host} cannot be reached; until then the extractive writer writes`)]
  }
}
