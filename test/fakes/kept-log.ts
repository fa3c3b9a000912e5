import type { Log, LogFields } from '../../src/core/log.ts'

/** A log that keeps what it is told. */
export function createKeptLog(): Log & { readonly entries: { level: string; words: string; fields: LogFields }[] } {
  const entries: { level: string; words: string; fields: LogFields }[] = []
  const at =
    (level: string) =>
    (words: string, fields: LogFields = {}) => {
      entries.push({ level, words, fields })
    }
  return { entries, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}
