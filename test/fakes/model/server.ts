import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { z } from 'zod'

/** A request that a model was sent, in either protocol. */
export interface ModelRequest {
  readonly protocol: 'openai' | 'anthropic'
  readonly path: string
  readonly host: string
  /** The key, wherever the protocol has it. */
  readonly key: string
  readonly model: string
  readonly system: string
  readonly prompt: string
}

/** What the model does with a request. */
export type Behaviour =
  /** Answers with this text, or with this as JSON; in Anthropic's protocol by the tool that asks for JSON, unless it does not care for that. */
  | { readonly kind: 'says'; readonly text: string | object; readonly inWords?: true }
  /** Answers with the beginning of it: the limit of tokens is reached. */
  | { readonly kind: 'cut off'; readonly text: string | object }
  | { readonly kind: 'refuses' }
  | { readonly kind: 'fails'; readonly status: number; readonly retryAfter?: string }
  /** Never answers. */
  | { readonly kind: 'hangs' }
  /** Breaks the connection in the middle of its answer: one whose length is known, or one sent piece by piece. */
  | { readonly kind: 'breaks'; readonly inPieces?: true }
  /** Wants a tool run that nobody offered, and says nothing. */
  | { readonly kind: 'calls a tool' }
  /** An answer without any. */
  | { readonly kind: 'says nothing' }
  /** This very response, whatever the protocol. */
  | {
      readonly kind: 'sends'
      readonly status?: number
      readonly headers?: Readonly<Record<string, string>>
      readonly body: string
    }
  /** An answer of which it says that so many tokens were read and written. */
  | { readonly kind: 'claims'; readonly text: string | object; readonly tokensIn: number; readonly tokensOut: number }

export interface FakeModel {
  /** Base address: `http://127.0.0.1:…/v1`. */
  readonly url: string
  readonly requests: readonly ModelRequest[]
  /** Decides what is done from now on. */
  behave(behaviour: Behaviour | ((request: ModelRequest) => Behaviour)): void
  stop(): Promise<void>
}

const USAGE = { in: 1_000, out: 200 }

const openaiBody = z.object({
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: z.unknown() })),
})
const anthropicBody = z.object({
  model: z.string(),
  system: z.unknown().optional(),
  messages: z.array(z.object({ role: z.string(), content: z.unknown() })),
  tools: z.array(z.object({ name: z.string() })).optional(),
})

/** A server that speaks OpenAI’s Chat Completions (as Ollama, vLLM and llama.cpp do) and Anthropic’s Messages. */
export async function startFakeModel(): Promise<FakeModel> {
  const requests: ModelRequest[] = []
  let decide: (request: ModelRequest) => Behaviour = () => ({ kind: 'fails', status: 500 })
  const server = createServer((incoming, response) => {
    void answer(incoming, response).catch((error: unknown) =>
      response.destroy(error instanceof Error ? error : undefined),
    )
  })

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = incoming.url ?? ''
    if (incoming.method === 'GET') return json(response, 200, { data: [{ id: 'small' }] })
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(Buffer.from(chunk))
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'))
    const isAnthropic = path.endsWith('/messages')
    const request = isAnthropic ? readAnthropic(body, incoming) : readOpenai(body, incoming)
    requests.push(request)
    const behaviour = decide(request)
    if (behaviour.kind === 'hangs') return
    if (behaviour.kind === 'fails') {
      if (behaviour.retryAfter !== undefined) response.setHeader('retry-after', behaviour.retryAfter)
      return json(response, behaviour.status, { error: { type: 'error', message: 'no' }, type: 'error' })
    }
    if (behaviour.kind === 'breaks') {
      const length = behaviour.inPieces === true ? {} : { 'content-length': '5000' }
      response.writeHead(200, { 'content-type': 'application/json', ...length })
      await new Promise((written) => response.write('{"id": "', written))
      response.destroy()
      return
    }
    if (behaviour.kind === 'sends') {
      response.writeHead(behaviour.status ?? 200, { 'content-type': 'application/json', ...behaviour.headers })
      response.end(behaviour.body)
      return
    }
    if (behaviour.kind === 'calls a tool' || behaviour.kind === 'says nothing') {
      return json(response, 200, isAnthropic ? anthropicSilence(behaviour.kind) : openaiSilence(behaviour.kind))
    }
    const text = behaviour.kind === 'refuses' ? 'I cannot help with that.' : textOf(behaviour.text)
    const shown = behaviour.kind === 'cut off' ? text.slice(0, text.length / 2) : text
    const spent = behaviour.kind === 'claims' ? { in: behaviour.tokensIn, out: behaviour.tokensOut } : USAGE
    json(
      response,
      200,
      isAnthropic ? anthropicAnswer(shown, behaviour, body, spent) : openaiAnswer(shown, behaviour.kind, spent),
    )
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    behave(behaviour) {
      decide = typeof behaviour === 'function' ? behaviour : () => behaviour
    },
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}

function readOpenai(body: unknown, { url = '', headers }: IncomingMessage): ModelRequest {
  const { model, messages } = openaiBody.parse(body)
  const said = (role: string) =>
    messages.filter((message) => message.role === role).map(({ content }) => wordsOf(content))
  return {
    protocol: 'openai',
    path: url,
    host: headers.host ?? '',
    key: (headers.authorization ?? '').replace(/^Bearer /u, ''),
    model,
    system: said('system').join('\n'),
    prompt: said('user').join('\n'),
  }
}

function readAnthropic(body: unknown, { url = '', headers }: IncomingMessage): ModelRequest {
  const { model, messages, system } = anthropicBody.parse(body)
  return {
    protocol: 'anthropic',
    path: url,
    host: headers.host ?? '',
    key: String(headers['x-api-key'] ?? ''),
    model,
    system: wordsOf(system),
    prompt: messages.map(({ content }) => wordsOf(content)).join('\n'),
  }
}

/** Content is a string, or parts of which some hold text. */
function wordsOf(content: unknown): string {
  if (typeof content === 'string') return content
  const parts = z.array(z.looseObject({ text: z.string().optional() })).safeParse(content)
  return parts.success ? parts.data.map(({ text = '' }) => text).join('') : ''
}

function openaiAnswer(content: string, kind: Behaviour['kind'], spent = USAGE) {
  const reason = kind === 'refuses' ? 'content_filter' : kind === 'cut off' ? 'length' : 'stop'
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 0,
    model: 'small',
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: reason }],
    usage: { prompt_tokens: spent.in, completion_tokens: spent.out, total_tokens: spent.in + spent.out },
  }
}

function anthropicAnswer(text: string, behaviour: Behaviour, body: unknown, spent = USAGE) {
  const { kind } = behaviour
  const tool = anthropicBody.parse(body).tools?.find(({ name }) => name === 'json')
  const isTool = tool !== undefined && ((behaviour.kind === 'says' && behaviour.inWords !== true) || kind === 'claims')
  return {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'small',
    content: isTool
      ? [{ type: 'tool_use', id: 'toolu_1', name: 'json', input: parsed(text) }]
      : [{ type: 'text', text }],
    stop_reason: kind === 'refuses' ? 'refusal' : kind === 'cut off' ? 'max_tokens' : isTool ? 'tool_use' : 'end_turn',
    stop_sequence: null,
    usage: { input_tokens: spent.in, output_tokens: spent.out },
  }
}

function openaiSilence(kind: 'calls a tool' | 'says nothing') {
  const call = { id: 'call_1', type: 'function', function: { name: 'search', arguments: '{"query":"bridge"}' } }
  const message = { role: 'assistant', content: null, tool_calls: [call] }
  const choices = kind === 'says nothing' ? [] : [{ index: 0, message, finish_reason: 'tool_calls' }]
  return { ...openaiAnswer('', 'says'), choices }
}

function anthropicSilence(kind: 'calls a tool' | 'says nothing') {
  const call = { type: 'tool_use', id: 'toolu_9', name: 'search', input: { query: 'bridge' } }
  const isCall = kind === 'calls a tool'
  const answer = anthropicAnswer('', { kind: 'says', text: '' }, { model: '', messages: [] })
  return { ...answer, content: isCall ? [call] : [], stop_reason: isCall ? 'tool_use' : 'end_turn' }
}

function textOf(text: string | object): string {
  return typeof text === 'string' ? text : JSON.stringify(text)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}
