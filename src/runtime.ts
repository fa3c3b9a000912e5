/** What a command gets from the process that runs it, so that tests can hand in their own. */
export interface Runtime {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly input: AsyncIterable<string | Uint8Array>
  /** What was asked for: a brief, JSON lines. */
  readonly out: (text: string) => void
  /** Everything else: progress, problems, the log. */
  readonly err: (text: string) => void
  readonly terminal: { readonly width: number; readonly colour: boolean; readonly interactive: boolean }
  /** Begins to ask whoever sits at the terminal; undefined where nobody does. What is typed then no longer reaches `input`. */
  readonly openPrompt: (() => Prompt) | undefined
  /** Path of the file of settings that the process reads when it starts. */
  readonly envFile: string
  readonly now: () => Date
  readonly random: () => number
  /** Aborted when the process is asked to stop. */
  readonly stop: AbortSignal
  /** To be called every second: notices that npm, which started the process, was ended by a signal that it did not pass on. */
  readonly onBeat: () => void
  /** From now on rejections that nobody handled are told of, and no longer end the process. */
  readonly onStray: (tell: (error: unknown) => void) => void
}

/** Asks one thing at a time. */
export interface Prompt {
  /** What was typed, without white space around it; undefined once nothing comes any more: Ctrl+C, Ctrl+D, the end of the input. */
  ask(question: string, options?: { readonly secret?: boolean }): Promise<string | undefined>
  close(): void
}
