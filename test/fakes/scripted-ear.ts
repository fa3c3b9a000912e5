import type { Ear } from '../../src/core/ear.ts'

/** An ear without a platform behind it: opens as told, and says what became of it. */
export interface ScriptedEar extends Ear {
  /** Every call and what came of it, in order: `open`, `opened`, `close`, `closed`. */
  readonly calls: string[]
  readonly isOpen: boolean
  /** What the next opening fails with. */
  failure: Error | undefined
  /** What an opening waits for. */
  patience: Promise<void> | undefined
  /** The link breaks for good. */
  lose(reason: Error): void
}

export function createScriptedEar(name = 'gateway', platform = 'discord'): ScriptedEar {
  const calls: string[] = []
  let isOpen = false
  let lose: (reason: Error) => void = () => undefined
  let breakOff: (reason: Error) => void = () => undefined
  const broken = () => new Promise<never>((_resolve, reject) => (breakOff = reject))
  const ear: ScriptedEar = {
    name,
    platform,
    calls,
    failure: undefined,
    patience: undefined,
    get isOpen() {
      return isOpen
    },
    lose(reason) {
      isOpen = false
      lose(reason)
    },
    async open(_desk, onLost) {
      calls.push('open')
      lose = onLost
      const { failure } = ear
      ear.failure = undefined
      if (failure !== undefined) throw failure
      if (ear.patience !== undefined) await Promise.race([ear.patience, broken()])
      isOpen = true
      calls.push('opened')
    },
    async close() {
      calls.push('close')
      breakOff(new Error('closed while it was being opened'))
      isOpen = false
    },
  }
  return ear
}
