import { ModelFailure } from './failure.ts'

/** Three thousand tokens of any script, escaped, with what a server says around them, are a fraction of this. */
const MOST_BYTES = 512 * 1_024

/**
 * Requests that go to the address of the settings and nowhere else: fetch would send documents and most keys on to whatever host an answer
 * redirects to (it takes along all headers but `authorization` and cookies: fetch.spec.whatwg.org, HTTP-redirect fetch). Answers that are
 * longer than any model was asked for are not read to their end.
 */
export function boundFetch(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    try {
      const response = await fetch(input, { ...init, redirect: 'manual' })
      const { status, statusText, headers } = response
      return new Response(await readBounded(response), { status, statusText, headers })
    } catch (error) {
      if (error instanceof ModelFailure || init?.signal?.aborted === true) throw error
      throw new ModelFailure('unreachable', 'the connection to the model failed', { cause: error })
    }
  }
}

async function readBounded({ body }: Response): Promise<Blob | null> {
  if (body === null) return null
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let bytes = 0
  for await (const chunk of body) {
    bytes += chunk.byteLength
    if (bytes > MOST_BYTES) throw new ModelFailure('malformed', 'the model’s answer is far too long')
    chunks.push(new Uint8Array(chunk))
  }
  return new Blob(chunks)
}
