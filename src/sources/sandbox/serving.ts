import { InputError } from '../../core/errors.ts'

/** What a child makes of one input: its output, or why there is none, in words for whoever gave it. */
export type Verdict<Output> = { readonly output: Output } | { readonly trouble: string }

/** The child's side of `createParser`: reads every input that the parent sends, one at a time. An `InputError` passes on its words. */
export function serveParser<Input, Output>(read: (input: Input) => Output | Promise<Output>): void {
  // The parent sends what its parser is typed to take.
  process.on('message', (input) => void answer(read, input as Input))
}

async function answer<Input, Output>(read: (input: Input) => Output | Promise<Output>, input: Input): Promise<void> {
  const verdict = await judge(read, input)
  process.send?.(verdict)
}

async function judge<Input, Output>(
  read: (input: Input) => Output | Promise<Output>,
  input: Input,
): Promise<Verdict<Output>> {
  try {
    return { output: await read(input) }
  } catch (error) {
    if (error instanceof InputError) return { trouble: error.message }
    if (error instanceof RangeError && /call stack/u.test(error.message))
      return { trouble: 'it is nested too deeply to be read' }
    return { trouble: `it cannot be read: ${error instanceof Error ? error.message : String(error)}` }
  }
}
