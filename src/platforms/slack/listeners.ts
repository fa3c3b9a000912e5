import type { App, BlockButtonAction, MessageShortcut, webApi } from '@slack/bolt'
import { answering, originOf, tell } from './answers.ts'
import { PRESS_ACTION } from './buttons.ts'
import { listenForTopics } from './choices.ts'
import { listenForForms, takeDigestCommand } from './digests.ts'
import { filesOf } from './files.ts'
import { showHome } from './home.ts'
import { readAskCommand, readMessage, type SlackMessage } from './incoming.ts'
import { BRIEF_THIS } from './manifest.ts'
import { type PassageOptions, takeBriefCommand, takePassage } from './passages.ts'
import { createPresses, takePress } from './presses.ts'
import { takeReaction } from './reactions.ts'
import { renderReply } from './render.ts'

export type ListenerOptions = PassageOptions

/** Hands what people type, say and press to the desk, and shows them what it says. */
export function listen(app: App, options: ListenerOptions): void {
  const { desk, identity, log } = options
  const idsOf = createPresses()

  app.command('/brief', (given) => takeBriefCommand(given, options))

  app.command('/ask', async ({ command, ack, respond }) => {
    await ack()
    await answering(respond, log, async () => {
      const { place, event } = originOf(command)
      const asked = await readAskCommand(command.text, (typed) => desk.suggest(typed, place))
      const reply = await desk.command({ name: 'ask', ...asked, place, event })
      if (reply !== undefined) await tell(respond, renderReply(reply, 'alone'))
    })
  })

  app.command('/digest', (given) => takeDigestCommand(given, options))
  listenForForms(app, options)

  app.action<BlockButtonAction>(PRESS_ACTION, (given) => takePress(given, idsOf, options))
  listenForTopics(app, options)
  app.shortcut<MessageShortcut>({ type: 'message_action', callback_id: BRIEF_THIS }, (given) =>
    takePassage(given, options),
  )
  app.event('app_home_opened', (given) => showHome(given, options))
  app.event('reaction_added', ({ event }) => takeReaction(event, options))

  const hear = async (message: SlackMessage, team: string, web: webApi.WebClient) => {
    const heard = readMessage(message, { team, botUser: identity.botUser })
    if (heard === undefined) return
    const files = heard.addressed ? filesOf(message, web, options.files) : []
    await desk.hear(files.length === 0 ? heard : { ...heard, files })
  }
  app.event('app_uninstalled', async () => await desk.left({ platform: 'slack' }, []))
  app.event('app_mention', ({ event, body, client }) => hear(event, body.team_id, client))
  app.event('message', ({ event, body, client }) => hear(event, body.team_id, client))
}
