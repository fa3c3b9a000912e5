import { isForeseen } from './core/errors.ts'
import type { Log, LogFields } from './core/log.ts'

const levels = ['error', 'warn', 'info', 'debug'] as const
export type LogLevel = (typeof levels)[number]

export interface LogOptions {
  readonly write: (line: string) => void
  readonly now: () => Date
  readonly level: LogLevel
  /** `lines` for a person at a terminal, `json` for a collector. */
  readonly format: 'lines' | 'json'
  /** Values that never reach a line, wherever they turn up: tokens, a database's password. */
  readonly secrets: readonly string[]
}

/** One line an entry: time, level, words, fields. Errors come with their cause, in JSON; those that nobody foresaw with their stack, too. Secrets are masked in all of it. */
export function createLog(options: LogOptions): Log {
  const least = levels.indexOf(options.level)
  const mask = createMask(options.secrets)
  const plain = (_key: string, value: unknown) => {
    if (value instanceof Error) return plainError(value, !isForeseen(value))
    return typeof value === 'string' ? mask(value) : value
  }
  const at =
    (level: LogLevel) =>
    (words: string, fields: LogFields = {}) => {
      if (levels.indexOf(level) > least) return
      const time = options.now().toISOString()
      const line =
        options.format === 'json'
          ? JSON.stringify({ time, level, words, ...fields }, plain)
          : [
              time.slice(11, 19),
              level.padEnd(5),
              words,
              ...Object.entries(fields).map(([key, value]) => `${key}=${short(value, plain)}`),
            ].join(' ')
      options.write(`${mask(line)}\n`)
    }
  return { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') }
}

/** Replaces every secret in a text; those of three characters and less would make it unreadable, and are none. */
export function createMask(secrets: readonly string[]): (text: string) => string {
  // The longest first, so that a secret which contains another is masked whole.
  const long = secrets.filter((secret) => secret.length >= 4).sort((a, b) => b.length - a.length)
  return (text) => long.reduce((masked, secret) => masked.replaceAll(secret, '•••'), text)
}

function short(value: unknown, replacer: (key: string, value: unknown) => unknown): string {
  if (value instanceof Error) return JSON.stringify(value.message)
  return JSON.stringify(value, replacer) ?? 'undefined'
}

/** What caused an error that was foreseen is shown as that is. */
function plainError(error: Error, withStack: boolean): Record<string, unknown> {
  const { name, message, stack, cause } = error
  return {
    name,
    message,
    ...(withStack ? { stack } : {}),
    ...(cause === undefined ? {} : { cause: cause instanceof Error ? plainError(cause, withStack) : cause }),
  }
}
