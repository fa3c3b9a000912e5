import { randomUUID } from 'node:crypto'
import { type Answer, answerWith, jsonAnswer } from './answers.ts'
import type { Arguments } from './arguments.ts'
import { readContent } from './content.ts'
import type { Events } from './events.ts'
import type { Fault } from './faults.ts'
import { LIMITS } from './limits.ts'
import { SlackError } from './slack-error.ts'
import { isTimestamp } from './timestamps.ts'
import { type Ephemeral, type Message, presentMessage, type Workspace } from './workspace.ts'

/** What a person did, to which the app may respond. */
export interface Occasion {
  channel: string
  user: string
  /** the message whose button was pressed, which a response may replace or delete */
  origin?: Message | Ephemeral
  /** what the responses made, in order */
  responses: (Message | Ephemeral)[]
}

/** The URLs by which an app responds to a command or a click without a token. */
export class ResponseUrls {
  readonly #workspace: Workspace
  readonly #events: Events
  readonly #open = new Map<string, { occasion: Occasion; uses: number; issuedAt: number }>()

  constructor(workspace: Workspace, events: Events) {
    this.#workspace = workspace
    this.#events = events
  }

  /** A path for this occasion. */
  issue(occasion: Occasion): string {
    const path = `/response/${this.#workspace.identity.teamId}/${randomUUID()}`
    this.#open.set(path, { occasion, uses: 0, issuedAt: this.#workspace.now() })
    return path
  }

  /** Answers a POST to such a path: 404 if it is unknown, spent or expired, 400 with the code if the content is refused. */
  answer(path: string, args: Arguments, fault: Fault | undefined): Answer {
    return answerWith(fault, () => {
      const entry = this.#open.get(path)
      if (entry === undefined) return { status: 404, body: 'invalid_url' }
      const age = this.#workspace.now() - entry.issuedAt
      if (age > LIMITS.responseUrlMinutes * 60_000) return { status: 404, body: 'expired_url' }
      if (entry.uses >= LIMITS.responseUrlUses) return { status: 404, body: 'used_url' }
      try {
        this.respond(entry.occasion, args)
      } catch (error) {
        if (!(error instanceof SlackError)) throw error
        return jsonAnswer({ ok: false, error: error.code, ...error.fields }, 400)
      }
      entry.uses += 1
      return jsonAnswer({ ok: true })
    })
  }

  /**
   * Shows a response, be it from the URL or from an acknowledgement. For the person alone unless
   * `response_type: in_channel`: https://docs.slack.dev/interactivity/handling-user-interaction
   * Throws SlackError if the content is refused.
   */
  respond(occasion: Occasion, args: Arguments): void {
    const { origin } = occasion
    if (args.flag('delete_original')) {
      if (origin !== undefined) this.#delete(origin)
      return
    }
    const content = readContent(args, false)
    if (args.flag('replace_original') && origin !== undefined) {
      this.#replace(origin, content)
      occasion.responses.push(origin)
      return
    }
    const threadTs = args.text('thread_ts')
    if (threadTs !== undefined && !isTimestamp(threadTs)) throw new SlackError('invalid_thread_ts')
    const { botUserId, botId } = this.#workspace.identity
    const message = {
      ...content,
      channel: occasion.channel,
      user: botUserId,
      botId,
      broadcast: false,
      sentWith: args.values,
      ...(threadTs === undefined ? {} : { threadTs }),
    }
    if (args.text('response_type') === 'in_channel') {
      const posted = this.#workspace.store(message)
      occasion.responses.push(posted)
      this.#events.posted(posted)
    } else {
      occasion.responses.push(this.#workspace.storeEphemeral({ ...message, to: occasion.user }))
    }
    this.#workspace.changes.notify()
  }

  #replace(origin: Message | Ephemeral, content: Partial<Message>): void {
    const before = presentMessage(this.#workspace, origin)
    delete origin.blocks
    delete origin.attachments
    Object.assign(origin, content)
    this.#workspace.changes.notify()
    if (!isEphemeral(origin)) this.#events.changed(origin, before)
  }

  #delete(origin: Message | Ephemeral): void {
    if (isEphemeral(origin)) {
      origin.gone = true
      this.#workspace.changes.notify()
      return
    }
    const before = presentMessage(this.#workspace, origin)
    this.#workspace.remove(origin)
    this.#events.deleted(origin, before)
  }
}

export function isEphemeral(message: Message | Ephemeral): message is Ephemeral {
  return 'to' in message
}
