import type { AllMiddlewareArgs, App, SlackCommandMiddlewareArgs, types, ViewSubmitAction, webApi } from '@slack/bolt'
import type { DigestDeed } from '../../core/digest-command.ts'
import { digestWording } from '../../core/digest-wording.ts'
import { stableId } from '../../core/document.ts'
import { FormError } from '../../core/errors.ts'
import type { Log } from '../../core/log.ts'
import { addressesTyped } from '../../core/pointing.ts'
import type { Desk } from '../../core/ports.ts'
import type { Reply } from '../../core/reply.ts'
import { isZone } from '../../core/slot.ts'
import { announceReading, answering, type Origin, originOf, pageAt, tell, wordsFor } from './answers.ts'
import type { Identity } from './client.ts'
import {
  choicesFrom,
  FORM,
  formView,
  noticeView,
  placeOfForm,
  problemsByField,
  readForm,
  TOPICS_MENU,
  topicChoices,
  waitingView,
  ZONES_MENU,
} from './digest-form.ts'
import { readDigestCommand } from './incoming.ts'
import { renderNotice, renderReply } from './render.ts'
import { type Standing, standingOf } from './standing.ts'
import { fillWindow, openWindow } from './windows.ts'

export interface DigestListenerOptions {
  readonly desk: Desk
  readonly identity: Identity
  readonly log: Log
}

/** `/digest`: a form, or what follows it. */
export async function takeDigestCommand(
  { command, ack, respond, client }: SlackCommandMiddlewareArgs & AllMiddlewareArgs,
  options: DigestListenerOptions,
): Promise<void> {
  await ack()
  const { desk, log } = options
  await answering(respond, log, async () => {
    const deed = readDigestCommand(command.text)
    const origin = originOf(command)
    if (deed === undefined) await tell(respond, renderNotice(digestWording.slackUsage))
    else if (deed.kind === 'form') await showForm(deed, command.trigger_id, command.user_id, origin, client, options)
    else {
      const [standing] = await Promise.all([
        standingFor(deed, command.user_id, origin.place.channel, client, options),
        announceReading(feedsTried(deed).map(pageAt), respond, log),
      ])
      const reply = await desk.command({ name: 'digest', deed, ...standing, ...origin })
      if (reply !== undefined) await tell(respond, renderReply(reply, 'alone'))
    }
  })
}

/** Addresses that are fetched before the answer is there. */
function feedsTried(deed: DigestDeed): readonly string[] {
  return deed.kind === 'feed' && deed.deed.kind === 'add' ? addressesTyped(deed.deed.address) : []
}

/** What is typed into the form's menus, and the form when it is saved. */
export function listenForForms(app: App, options: DigestListenerOptions): void {
  const { desk } = options

  app.options<'block_suggestion'>({ action_id: TOPICS_MENU }, async ({ ack, payload, body }) => {
    const place = placeOf(body.view?.private_metadata)
    await ack({ options: topicChoices(payload.value, await desk.suggest(payload.value, place)) })
  })

  app.options<'block_suggestion'>({ action_id: ZONES_MENU }, async ({ ack, payload, body }) => {
    const place = placeOf(body.view?.private_metadata)
    await ack({ options: choicesFrom(await desk.suggest(payload.value, place, 'zones')) })
  })

  app.view<ViewSubmitAction>({ type: 'view_submission', callback_id: FORM }, async ({ ack, body, view, client }) => {
    const form = placeOfForm(view.private_metadata)
    try {
      const reply = await save(body, client, options)
      // It was saved before: the same form, filled in the same, sent a second time.
      if (reply === undefined) await ack()
      else await ack({ response_action: 'update', view: noticeView(renderReply(reply, 'window'), form) })
    } catch (error) {
      if (error instanceof FormError) await ack({ response_action: 'errors', errors: problemsByField(error.problems) })
      else {
        const words = renderNotice(wordsFor(error, options.log))
        await ack({ response_action: 'update', view: noticeView(words, form) })
      }
    }
  })
}

/**
 * Opens a form at once, since Slack lets a form be opened within three seconds only (its `trigger_id` is void after that), and fills it
 * once everything is looked up that takes longer.
 */
async function showForm(
  deed: DigestDeed & { readonly kind: 'form' },
  trigger: string,
  user: string,
  { place, event }: Origin,
  web: webApi.WebClient,
  options: DigestListenerOptions,
): Promise<void> {
  const { desk, log } = options
  const form = { workspace: place.workspace ?? '', channel: place.channel }
  const opened = await openWindow({ web, trigger, over: 'everything' }, waitingView(form))
  if (opened === undefined) return
  const show = (view: types.ModalView) => fillWindow(web, opened, view)
  try {
    const { standing, zone } = await lookUp(user, place.channel, web, options)
    const reply = await desk.command({ name: 'digest', deed, ...standing, place, event })
    if (reply === undefined) return
    const own = zone !== undefined && isZone(zone) ? zone : undefined
    await show(reply.kind === 'form' ? formView(reply, form, own) : noticeView(renderReply(reply, 'window'), form))
  } catch (error) {
    await show(noticeView(renderNotice(wordsFor(error, log)), form))
  }
}

/** Throws `FormError` with what is to be shown at the fields. */
async function save(
  { user, view }: ViewSubmitAction,
  web: webApi.WebClient,
  options: DigestListenerOptions,
): Promise<Reply | undefined> {
  const { workspace, channel, digest } = placeOfForm(view.private_metadata)
  const wish = readForm(view.state)
  const { standing } = await lookUp(user.id, channel, web, options)
  return await options.desk.command({
    name: 'digest',
    deed: digest === undefined ? { kind: 'add', wish } : { kind: 'change', digest, wish },
    ...standing,
    place: { platform: 'slack', workspace, channel },
    // A form is saved once as it stands, and may be sent again once something in it was mended.
    event: `slack:${view.id}.${stableId(JSON.stringify(wish))}`,
  })
}

/** Nothing is looked up where it makes no difference. */
async function standingFor(
  deed: DigestDeed,
  user: string,
  channel: string,
  web: webApi.WebClient,
  options: DigestListenerOptions,
): Promise<Standing> {
  if (deed.kind === 'feed') {
    // In somebody's own conversation everybody manages its digests; what a feed brings is seen by others.
    const { standing, leads } = await lookUp(user, channel, web, options)
    return { ...standing, asker: { user, manages: leads } }
  }
  const matters = deed.kind !== 'list' && deed.kind !== 'why'
  return matters ? (await lookUp(user, channel, web, options)).standing : { asker: { user, manages: false } }
}

/** What somebody may do in a channel, what hinders the desk there, and their time zone. */
export async function lookUp(
  user: string,
  channel: string,
  web: webApi.WebClient,
  { identity, log }: Pick<DigestListenerOptions, 'identity' | 'log'>,
) {
  return await standingOf(user, channel, { web, team: identity.team, name: identity.name, log })
}

function placeOf(metadata: string | undefined) {
  const { workspace, channel } = placeOfForm(metadata ?? '')
  return { platform: 'slack', workspace, channel }
}
