import { type Client, Events, GatewayCloseCodes } from 'discord.js'
import type { Ear } from '../../core/ear.ts'
import type { Log } from '../../core/log.ts'
import type { Desk } from '../../core/ports.ts'
import { catchUp } from './catching-up.ts'
import { type Connection, createConnection } from './connection.ts'
import { createLoginBudget } from './login-budget.ts'
import { CONTENT_REFUSED } from './tokens.ts'

export interface GatewayOptions {
  readonly token: string
  /** Base of the REST API; Discord's own if absent. */
  readonly apiUrl?: string
  /** Whether to ask for the text of messages that do not address the bot. */
  readonly messageContent: boolean
  readonly log: Log
  readonly now: () => Date
  /** Begins to hand what comes by the client to the desk. */
  readonly listen: (client: Client, desk: Desk) => void
  /** Called when Discord does not know the bot's token any more, which whoever opened the ear is told all the same. */
  readonly onRefused: () => void
}

/** Discord's gateway: all that people type, press and say. */
export function createGateway(options: GatewayOptions): Ear {
  const { token, apiUrl, log } = options
  const budget = createLoginBudget(options.now)
  let connection: Connection | undefined
  let isContentGranted = true

  function connect(onLost: (reason: Error) => void): Connection {
    return createConnection({
      token,
      ...(apiUrl === undefined ? {} : { apiUrl }),
      hearsAll: options.messageContent && isContentGranted,
      budget,
      log,
      onLost(reason, code) {
        if (code === GatewayCloseCodes.AuthenticationFailed) options.onRefused()
        // Opened again, it finds out whether it was for the text of messages.
        const mayReturn = code === GatewayCloseCodes.DisallowedIntents && options.messageContent && isContentGranted
        onLost(mayReturn ? new Error(reason.message, { cause: reason }) : reason)
      },
    })
  }

  /** Without the text of messages where Discord does not grant that: said once. */
  async function open(desk: Desk, onLost: (reason: Error) => void): Promise<Client<true>> {
    const opening = connect(onLost)
    connection = opening
    options.listen(opening.client, desk)
    try {
      return await opening.open()
    } catch (error) {
      const code = opening.closeCode()
      if (code === GatewayCloseCodes.AuthenticationFailed) options.onRefused()
      const isForContent = code === GatewayCloseCodes.DisallowedIntents && options.messageContent && isContentGranted
      if (!isForContent || connection !== opening) throw error
      isContentGranted = false
      log.error(CONTENT_REFUSED)
      return await open(desk, onLost)
    }
  }

  return {
    name: 'discord gateway',
    platform: 'discord',
    async open(desk, onLost) {
      const client = await open(desk, onLost)
      log.info('listening to Discord', { as: client.user.username })
      await catchUp(client, options.now(), log)
    },
    async close() {
      const closing = connection
      connection = undefined
      closing?.client.removeAllListeners(Events.InteractionCreate)
      closing?.client.removeAllListeners(Events.MessageCreate)
      await closing?.close()
    },
  }
}
