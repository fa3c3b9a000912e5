/** What a command gets from the process that runs it, so that tests can hand in their own. */
export interface Runtime {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly input: AsyncIterable<string | Uint8Array>
  /** What was asked for: a brief, JSON lines. */
  readonly out: (text: string) => void
  /** Everything else: progress, problems, the log. */
  readonly err: (text: string) => void
  readonly terminal: { readonly width: number; readonly colour: boolean; readonly interactive: boolean }
  readonly now: () => Date
  readonly random: () => number
  /** Aborted when the process is asked to stop. */
  readonly stop: AbortSignal
}
