import type { IncomingMessage } from 'node:http'
import { isObject, type JsonObject } from './json.ts'

/**
 * The arguments of one Web API call. The official client sends everything as a form in which lists and objects are
 * JSON strings and numbers and booleans are text; other clients send JSON. Both read the same here.
 */
export class Arguments {
  readonly values: JsonObject

  constructor(values: JsonObject) {
    this.values = values
  }

  text(name: string): string | undefined {
    const value = this.values[name]
    if (typeof value === 'number') return String(value)
    return typeof value === 'string' && value !== '' ? value : undefined
  }

  /** `true`, `"true"` and `"1"` are true, as in Slack's forms; absent is `fallback`. */
  flag(name: string, fallback = false): boolean {
    const value = this.values[name]
    if (value === undefined || value === '') return fallback
    return value === true || value === 'true' || value === '1' || value === 1
  }

  number(name: string): number | undefined {
    const value = this.text(name)
    const number = value === undefined ? Number.NaN : Number(value)
    return Number.isFinite(number) ? number : undefined
  }

  /** A list or object, given as such or as JSON text. Text that is no JSON comes back unchanged, for the method to refuse. */
  json(name: string): unknown {
    const value = this.values[name]
    if (typeof value !== 'string' || value === '') return value === '' ? undefined : value
    try {
      return JSON.parse(value)
    } catch {
      return value
    }
  }
}

/** Reads the arguments of a request from its query and its form or JSON body. Throws SyntaxError if the JSON is broken. */
export async function readArguments(request: IncomingMessage, url: URL): Promise<Arguments> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  const body = Buffer.concat(chunks).toString('utf8')
  const query = Object.fromEntries(url.searchParams)
  if (body === '') return new Arguments(query)
  if (request.headers['content-type']?.startsWith('application/json')) {
    const parsed: unknown = JSON.parse(body)
    return new Arguments({ ...query, ...(isObject(parsed) ? parsed : {}) })
  }
  return new Arguments({ ...query, ...Object.fromEntries(new URLSearchParams(body)) })
}
