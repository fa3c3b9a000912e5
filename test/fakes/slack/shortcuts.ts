import { payloadBase } from './interactions.ts'
import { acknowledged, channelNamed, type Interaction, personNamed, type Stage } from './people.ts'
import type { Occasion } from './response-urls.ts'
import { type Message, presentMessage } from './workspace.ts'

/** With a message it is a message shortcut, else a global one. */
export interface ShortcutOptions {
  callbackId: string
  user: string
  /** what its menu was opened on; anybody's, also where the bot is no member */
  message?: Message
}

/**
 * A person chooses a shortcut of the app, from a message's menu or from the list of all; resolves when the app has acknowledged it.
 * https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload
 */
export async function shortcut(stage: Stage, { callbackId, user, message }: ShortcutOptions): Promise<Interaction> {
  const { workspace } = stage
  personNamed(workspace, user)
  const triggerId = stage.triggers.issue(user)
  const occasion: Occasion = { channel: message?.channel ?? '', user, responses: [] }
  const chosen = { callback_id: callbackId, trigger_id: triggerId, action_ts: workspace.nextTs() }
  const envelope = stage.courier.send('interactive', {
    type: message === undefined ? 'shortcut' : 'message_action',
    ...payloadBase(stage, user),
    ...chosen,
    ...(message === undefined ? {} : about(stage, message, occasion)),
  })
  return acknowledged(stage, envelope, occasion, triggerId, `the shortcut ${callbackId}`)
}

function about(stage: Stage, message: Message, occasion: Occasion) {
  const { workspace } = stage
  const channel = channelNamed(workspace, message.channel)
  if (workspace.message(message.channel, message.ts) === undefined) {
    throw new Error('Fake Slack: that message is gone, or was never for everybody')
  }
  return {
    channel: { id: channel.id, name: channel.kind === 'im' ? 'directmessage' : channel.name },
    message_ts: message.ts,
    message: presentMessage(workspace, message),
    response_url: stage.origin + stage.responseUrls.issue(occasion),
  }
}
