import { namesIn, readEnvFile, saveVariables } from '../config/env-file.ts'
import { notesOn, VARIABLES, type Variable } from '../config/variables.ts'
import { type Check, note } from '../core/check.ts'
import { AmbiguousError, GoneError, InputError, LaterError, RefusedError } from '../core/errors.ts'
import { createMask } from '../log.ts'
import { renderCheck } from '../platforms/terminal/checks.ts'
import type { Prompt, Runtime } from '../runtime.ts'

/** Whoever was asked has gone: Ctrl+C, Ctrl+D, the end of the input. */
export class Interrupted extends Error {
  constructor() {
    super('nobody answers any more')
    this.name = 'Interrupted'
  }
}

/** What is said and asked while the desk is set up. Everything that asks throws `Interrupted`. */
export interface Talk {
  say(text: string): void
  show(...checks: readonly Check[]): void
  ask(question: string): Promise<string>
  confirm(question: string): Promise<boolean>
  /** The value that a setting has by now, by the environment or by what was kept. */
  settingOf(name: Variable): string | undefined
  /** Keeps a setting in the file of settings, and says so. */
  keep(name: Variable, value: string): Promise<void>
  /**
   * A token that `check` finds good: the one that is set, or one that is asked for until it is, which is then kept in the file of settings
   * at once. The first check of `check` says whether it is.
   */
  obtain<Found extends { readonly checks: readonly Check[] }>(
    name: Variable,
    question: string,
    check: (token: string) => Promise<Found>,
  ): Promise<{ readonly token: string; readonly found: Found }>
}

export function createTalk(prompt: Prompt, runtime: Runtime): Talk {
  const settings = new Map<string, string>()
  for (const [name, value] of Object.entries(runtime.env)) if (value !== undefined) settings.set(name, value.trim())
  const typed: string[] = []
  const say = (text: string) => runtime.out(`${createMask(typed)(text)}\n`)
  const show = (...checks: readonly Check[]) => {
    for (const check of checks) say(renderCheck(check, runtime.terminal))
  }

  async function ask(question: string, secret = false): Promise<string> {
    runtime.out('\n')
    const answer = await prompt.ask(`${question} `, { secret })
    if (answer === undefined || runtime.stop.aborted) throw new Interrupted()
    if (secret && answer !== '') typed.push(answer)
    return answer
  }

  async function keep(name: Variable, value: string): Promise<void> {
    const before = (await readEnvFile(runtime.envFile)) ?? ''
    await saveVariables(runtime.envFile, { [name]: value })
    show({ what: name, state: 'good', words: `kept in ${runtime.envFile}, which only you may read` })
    // What the environment of a process has, its file does not change.
    if ((runtime.env[name] ?? '') !== '' && !namesIn(before).has(name)) {
      show(
        note(name, `it is set in the environment as well, which comes before ${runtime.envFile}: change it there, too`),
      )
    }
    settings.set(name, value)
  }

  return {
    say,
    show,
    ask,
    async confirm(question) {
      return /^y(?:es)?$/iu.test(await ask(`${question} [y/N]`))
    },
    keep,
    settingOf: (name) => settings.get(name) || undefined,
    async obtain(name, question, check) {
      const standing = settings.get(name)
      if (standing !== undefined && VARIABLES.shape[name].safeParse(standing).success) {
        typed.push(standing)
        const found = await check(standing)
        show(...found.checks)
        if (found.checks[0]?.state === 'good') return { token: standing, found }
      }
      for (;;) {
        const token = await ask(question, true)
        const issue = VARIABLES.shape[name].safeParse(token).error?.issues[0]
        if (token === '' || issue !== undefined) {
          say(`That ${issue?.message ?? 'was empty'}: ${notesOn(name).hint}.`)
          continue
        }
        const found = await check(token)
        show(...found.checks)
        if (found.checks[0]?.state !== 'good') continue
        await keep(name, token)
        return { token, found }
      }
    },
  }
}

/** Asks for a channel until it may be posted to; undefined if whoever is asked would rather not. */
export async function chooseChannel<Found extends { readonly check: Check }>(
  talk: Talk,
  how: string,
  read: (typed: string) => string | undefined,
  look: (channel: string) => Promise<Found>,
): Promise<{ readonly channel: string; readonly found: Found } | undefined> {
  let channel: string | undefined
  for (;;) {
    const typed = await talk.ask(
      channel === undefined ? how : 'Mended? Enter looks again; or give another channel, or “skip”:',
    )
    if (typed.toLowerCase() === 'skip' || (typed === '' && channel === undefined)) return undefined
    const given = typed === '' ? channel : read(typed)
    if (given === undefined) {
      talk.say('That is no channel: paste its link, or its id.')
      continue
    }
    channel = given
    const found = await look(channel)
    talk.show(found.check)
    if (found.check.state !== 'mend') return { channel, found }
  }
}

const FORESEEN = [InputError, LaterError, AmbiguousError, GoneError, RefusedError]

/** What an error says that was foreseen; any other is thrown on. */
export function wordsOf(error: unknown): string {
  if (error instanceof Error && FORESEEN.some((kind) => error instanceof kind)) return error.message
  throw error
}
