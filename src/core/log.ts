/** What the core has to say to whoever runs it. Fields are data, never formatted into the words. */
export interface Log {
  debug(words: string, fields?: LogFields): void
  info(words: string, fields?: LogFields): void
  warn(words: string, fields?: LogFields): void
  error(words: string, fields?: LogFields): void
}

export type LogFields = Readonly<Record<string, unknown>>
