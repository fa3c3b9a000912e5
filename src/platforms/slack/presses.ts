import type { AllMiddlewareArgs, BlockButtonAction, SlackActionMiddlewareArgs, webApi } from '@slack/bolt'
import type { Log } from '../../core/log.ts'
import type { Desk, EventId } from '../../core/ports.ts'
import { type Action, type PressName, RIGHTS_MATTER } from '../../core/press.ts'
import { wording } from '../../core/wording.ts'
import { answering, openThread, placeOf, type Spot, spotOf, tell } from './answers.ts'
import { pressOf } from './buttons.ts'
import type { Identity } from './client.ts'
import { lookUp } from './digests.ts'
import { renderReply } from './render.ts'
import { showInWindow } from './windows.ts'

/** One press of a button, as Slack tells of it. */
export interface Press {
  readonly team: string
  readonly channel: string
  readonly message: string
  readonly user: string
  readonly button: string
  /** Slack's own time of the press, seconds since 1970 as decimal text: the same however often the press is delivered. */
  readonly at: string
}

/** Presses of one button by one person within this time are one wish: nobody reads an answer and asks again so fast. */
const ONE_WISH_S = 10

/** The ids of a press: it is a repetition if it was seen under either. */
export interface PressIds {
  readonly event: EventId
  readonly alias: EventId
}

/**
 * Gives a double click the same ids, though Slack gives its presses two triggers and two times. Within a process the first press sets the
 * ids for those that follow. Across processes, and after a restart, two clocks of ten seconds do of which one is half a turn ahead: presses
 * within five seconds share at least one.
 */
export function createPresses(): (press: Press) => PressIds {
  const firsts = new Map<string, { readonly at: number; readonly ids: PressIds }>()

  return (press) => {
    const button = [press.team, press.channel, press.message, press.user, press.button].join('.')
    const at = Number(press.at)
    for (const [other, first] of firsts) if (at - first.at > 2 * ONE_WISH_S) firsts.delete(other)
    const first = firsts.get(button)
    if (first !== undefined && Math.abs(at - first.at) < ONE_WISH_S) return first.ids
    const event = `slack:${button}.${Math.floor(at / ONE_WISH_S)}`
    const ids = { event, alias: `slack:${button}.h${Math.floor(at / ONE_WISH_S + 0.5)}` }
    firsts.set(button, { at, ids })
    return ids
  }
}

export interface PressOptions {
  readonly desk: Desk
  readonly identity: Identity
  readonly log: Log
}

/** Hands a pressed button of the desk's to it, and shows whoever pressed it what it says. */
export async function takePress(
  { action, body, ack, respond, client }: SlackActionMiddlewareArgs<BlockButtonAction> & AllMiddlewareArgs,
  idsOf: (press: Press) => PressIds,
  options: PressOptions,
): Promise<void> {
  await ack()
  const name = pressOf(action.action_id)
  if (name === undefined) return
  const { desk, identity, log } = options
  const spot = spotOf(body, identity.team)
  const { team, channel = '', on, user } = spot
  const value = action.value ?? ''
  const thread = openThread(body)
  const act = async () =>
    await desk.act({
      name,
      value,
      place: placeOf(spot),
      channel,
      message: on,
      // Where the message itself is the head, it stands in no thread.
      ...(thread === undefined || thread === on ? {} : { thread }),
      ...(await standingFor(name, spot, client, options)),
      ...idsOf({ team, channel, message: on, user, button: `${name}.${value}`, at: action.action_ts }),
    })
  if (body.view !== undefined) {
    const over = { web: client, trigger: body.trigger_id, over: 'window' } as const
    const title = name === 'more' ? wording.moreButton : wording.sources
    await showInWindow(over, title, async () => renderIn(await act()), log)
    return
  }
  await answering(respond, log, async () => {
    const reply = await act()
    if (reply !== undefined) await tell(respond, renderReply(reply, 'alone'), thread)
  })
}

function renderIn(reply: Awaited<ReturnType<Desk['act']>>) {
  return reply && renderReply(reply, 'window')
}

/** Looked up where it makes a difference. A text is filed for all who may see a topic: that it is somebody's own conversation is no reason. */
async function standingFor(
  name: PressName,
  { user, channel }: Spot,
  web: webApi.WebClient,
  options: PressOptions,
): Promise<Pick<Action, 'asker' | 'hindrance'>> {
  if (!RIGHTS_MATTER.has(name) || channel === undefined) return { asker: { user, manages: false } }
  const { standing, leads } = await lookUp(user, channel, web, options)
  return name === 'file' ? { ...standing, asker: { user, manages: leads } } : standing
}
