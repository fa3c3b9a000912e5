/** What models cost: a row a day and model. Tokens and millionths of money may be more than 32 bits hold. */
export interface UsageTable {
  day: string
  model: string
  requests: number
  tokens_in: number
  tokens_out: number
  micros: number
}

/** How often another writer took over from a model. */
export interface FallbacksTable {
  day: string
  model: string
  /** Fallback */
  reason: string
  times: number
}

/** What models wrote, by a hash of what they were asked. */
export interface WrittenTable {
  request: string
  text: string
  /** string[]: ids of the documents that were shown. */
  documents: string
  written_at: string
}

export interface FeedbackTable {
  event: string
  given_at: string
  /** Feedback */
  body: string
}
