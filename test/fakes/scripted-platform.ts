import type { MessageReference, Target } from '../../src/core/delivery.ts'
import { GoneError } from '../../src/core/errors.ts'
import type { Desk, Platform } from '../../src/core/ports.ts'
import type { Reply } from '../../src/core/reply.ts'

/** What a platform has taken. */
export interface TakenMessage {
  readonly target: Target
  readonly reply: Reply
  readonly key: string
  readonly message: MessageReference
}

/** How the next post goes: it fails, or it fails after the message was stored all the same. */
export type ScriptedFault = { readonly error: Error; readonly stored?: boolean }

/** A platform that works, in memory, and fails as told: each post takes the next fault, if there is one. */
export interface ScriptedPlatform extends Platform {
  readonly taken: TakenMessage[]
  readonly faults: ScriptedFault[]
  /** Every call, in order: `post KEY`, `find KEY`. */
  readonly calls: string[]
  desk(): Desk
  failFinds(error: Error | undefined): void
}

export function createScriptedPlatform(name = 'slack'): ScriptedPlatform {
  const taken: TakenMessage[] = []
  const faults: ScriptedFault[] = []
  const calls: string[] = []
  let desk: Desk | undefined
  let findError: Error | undefined

  function store(target: Target, reply: Reply, key: string): MessageReference {
    const thread = target.thread === undefined ? {} : { thread: target.thread }
    const message = { channel: target.channel, message: `m${taken.length + 1}`, ...thread }
    taken.push({ target, reply, key, message })
    return message
  }

  return {
    name,
    taken,
    faults,
    calls,
    async start(given) {
      desk = given
    },
    async post(target, reply, key) {
      calls.push(`post ${key}`)
      const fault = faults.shift()
      if (fault === undefined) return store(target, reply, key)
      if (fault.stored === true) store(target, reply, key)
      throw fault.error
    },
    async find(_target, key) {
      calls.push(`find ${key}`)
      if (findError !== undefined) throw findError
      return taken.find((message) => message.key === key)?.message
    },
    async edit(message, reply) {
      calls.push(`edit ${message.message}`)
      const fault = faults.shift()
      if (fault !== undefined) throw fault.error
      const index = taken.findIndex((other) => other.message.message === message.message)
      const shown = taken[index]
      if (shown === undefined) throw new GoneError('no such message')
      taken[index] = { ...shown, reply }
    },
    async stop() {},
    desk() {
      if (desk === undefined) throw new Error('the platform was not started')
      return desk
    },
    failFinds(error) {
      findError = error
    },
  }
}
