import { createWebClient, type WebClient, type WebClientOptions } from '../../../src/sources/web/client.ts'
import { type FakeWeb, startFakeWeb } from '../../fakes/web/web-server.ts'

export interface WebStage {
  readonly web: FakeWeb
  /** A client that may reach the fake web. */
  open(options?: Partial<WebClientOptions>): WebClient
  end(): Promise<void>
}

export const now = () => new Date('2026-11-24T12:00:00Z')

export async function openWebStage(): Promise<WebStage> {
  const web = await startFakeWeb()
  const clients: WebClient[] = []
  return {
    web,
    open(options = {}) {
      const client = createWebClient({ allowed: new Set([web.host]), now, ...options })
      clients.push(client)
      return client
    },
    async end() {
      for (const client of clients) await client.close()
      await web.close()
    },
  }
}

export async function textOf(client: WebClient, address: string): Promise<string> {
  const answer = await client.get({ isOwn: true, address })
  return answer.kind === 'content' ? new TextDecoder().decode(answer.body) : answer.kind
}

export async function failureOf(work: Promise<unknown>): Promise<Error> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (error instanceof Error) return error
  throw new Error('nothing was thrown')
}
