import type {
  AllMiddlewareArgs,
  App,
  BlockAction,
  BlockButtonAction,
  BlockExternalSelectAction,
  SlackActionMiddlewareArgs,
} from '@slack/bolt'
import type { Place } from '../../core/topic.ts'
import { wording } from '../../core/wording.ts'
import { answering, openThread, placeOf, spotOf, tell } from './answers.ts'
import { type PublishingOptions, publish } from './publishing.ts'
import { renderReply } from './render.ts'
import { POST_MENU, READ_BUTTON, READ_MENU, topicOptions } from './topic-menus.ts'
import { showInWindow } from './windows.ts'

type Chosen<A extends BlockButtonAction | BlockExternalSelectAction> = SlackActionMiddlewareArgs<A> & AllMiddlewareArgs

/** Topics that people choose: from the menus below a list of them, or on the Home tab. */
export function listenForTopics(app: App, options: PublishingOptions): void {
  for (const action_id of [POST_MENU, READ_MENU]) {
    app.options<'block_suggestion'>({ action_id }, async ({ ack, payload, body }) => {
      const place = placeOf(spotOf(body, options.identity.team))
      await ack({ options: topicOptions(await options.desk.suggest(payload.value, place)) })
    })
    app.action<BlockExternalSelectAction>(action_id, (given) =>
      takeTopic(given, given.action.selected_option?.value ?? '', action_id === POST_MENU, options),
    )
  }
  app.action<BlockButtonAction>(READ_BUTTON, (given) => takeTopic(given, given.action.value ?? '', false, options))
}

/** As `/brief topic`, or `/brief topic private`; in a window where there is no conversation. */
async function takeTopic(
  { ack, body, client, respond }: Chosen<BlockButtonAction> | Chosen<BlockExternalSelectAction>,
  topic: string,
  isForAll: boolean,
  options: PublishingOptions,
): Promise<void> {
  await ack()
  const { desk, identity, log } = options
  const spot = spotOf(body, identity.team)
  const event = `slack:${body.trigger_id}`
  const brief = async (place: Place) => await desk.command({ name: 'brief', topic, place, event })
  if (spot.channel === undefined) {
    const over = { web: client, trigger: body.trigger_id, over: overOf(body) }
    const work = async () => {
      const reply = await brief(placeOf(spot))
      return reply && renderReply(reply, 'window')
    }
    await showInWindow(over, wording.brief, work, log)
    return
  }
  const { channel } = spot
  const thread = openThread(body)
  await answering(respond, log, async () => {
    const reply = await brief(placeOf(spot))
    if (reply?.kind === 'brief' && isForAll) {
      const target = { platform: 'slack', channel, ...(thread === undefined ? {} : { thread }) }
      await publish({ reply, target, event, respond, openThread: thread }, options)
    } else if (reply !== undefined) await tell(respond, renderReply(reply, 'alone'), thread)
  })
}

function overOf({ view }: Pick<BlockAction, 'view'>): 'window' | 'everything' {
  return view?.type === 'modal' ? 'window' : 'everything'
}
