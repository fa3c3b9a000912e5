import { elementsOf } from './blocks.ts'
import type { Envelope } from './courier.ts'
import { type Choice, chosenState, holdsState, initialState, isFilled } from './element-state.ts'
import { type JsonObject, objectOf, objectsOf, stringOf } from './json.ts'
import { acknowledged, channelNamed, type Interaction, personNamed, type Stage } from './people.ts'
import { isEphemeral, type Occasion } from './response-urls.ts'
import { SlackError } from './slack-error.ts'
import { enter, presentView, type View, type Views } from './views.ts'
import { type Ephemeral, type Message, presentMessage } from './workspace.ts'

/** Where the thing stands that a person touches. */
export type Place = { message: Message | Ephemeral } | { view: View }

/** Names one element by what is known of it; all that is given must fit. */
export interface ElementName {
  actionId?: string
  /** a button's value */
  value?: string
  /** what is written on it */
  label?: string
}

export type ClickOptions = Place & ElementName & { user: string; choose?: Choice }

/** A person presses a button or chooses from a menu; resolves when the app has acknowledged it. */
export async function click(stage: Stage, options: ClickOptions): Promise<Interaction> {
  const { user, choose } = options
  const { blockId, element } = findElement(options, options)
  if ('view' in options && holdsState(element)) enter(options.view, blockId, element, choose)
  const occasion = occasionOf(options, user)
  const triggerId = stage.triggers.issue(user)
  const envelope = stage.courier.send('interactive', {
    type: 'block_actions',
    ...payloadBase(stage, user),
    ...placePayload(stage, options),
    trigger_id: triggerId,
    ...('message' in options ? { response_url: stage.origin + stage.responseUrls.issue(occasion) } : {}),
    actions: [{ ...actionOf(element, choose), block_id: blockId, action_ts: stage.workspace.nextTs() }],
  })
  return acknowledged(stage, envelope, occasion, triggerId, `the click on ${stringOf(element.action_id)}`)
}

export type SuggestOptions = Place & { actionId: string; user: string; typed: string }

/** A person types into an `external_select`; resolves to the options or option groups that the app offers. */
export async function suggest(stage: Stage, options: SuggestOptions): Promise<JsonObject[]> {
  const { blockId, element } = findElement(options, { actionId: options.actionId })
  const envelope = stage.courier.send('interactive', {
    type: 'block_suggestion',
    ...payloadBase(stage, options.user),
    ...placePayload(stage, options),
    action_id: element.action_id,
    block_id: blockId,
    value: options.typed,
  })
  const occasion = occasionOf(options, options.user)
  const { ack } = await acknowledged(stage, envelope, occasion, '', `suggestions for ${options.actionId}`)
  return [...objectsOf(ack.payload.options), ...objectsOf(ack.payload.option_groups)]
}

export interface SubmitOptions {
  view: View
  /** what to enter, by action_id or block_id */
  values?: Record<string, Choice>
}

export interface Submission extends Interaction {
  /** by block_id, if the app found something wrong; the view then stays open */
  errors: Record<string, unknown>
}

/**
 * A person fills in a modal and submits it; resolves when the app has acknowledged it and its answer was carried out.
 * Throws if a required input is empty, as the client would not send that, or if there is no such input.
 */
export async function submit(stage: Stage, { view, values = {} }: SubmitOptions): Promise<Submission> {
  const elements = elementsOf(objectsOf(view.content.blocks))
  for (const [name, choice] of Object.entries(values)) {
    const found = elements.find(({ blockId, element }) => element.action_id === name || blockId === name)
    if (found === undefined) throw new Error(`Fake Slack: no input ${name} in the view`)
    enter(view, found.blockId, found.element, choice)
  }
  refuseEmpty(view)
  const triggerId = stage.triggers.issue(view.user)
  const envelope = stage.courier.send('interactive', {
    type: 'view_submission',
    ...payloadBase(stage, view.user),
    trigger_id: triggerId,
    view: presentView(stage.workspace, view),
    response_urls: [],
  })
  const what = `the submission of ${stringOf(view.content.callback_id)}`
  const occasion: Occasion = { channel: '', user: view.user, responses: [] }
  const run = await acknowledged(stage, envelope, occasion, triggerId, what)
  const refusal = obey(stage.views, view, run.ack.payload)
  return { ...run, errors: objectOf(run.ack.payload.errors), ...(refusal === undefined ? {} : { refusal }) }
}

/** A person closes a modal; the app is told, and waited for, only if it wished to be. */
export async function close(stage: Stage, view: View): Promise<void> {
  stage.views.close(view)
  if (view.content.notify_on_close !== true) return
  const envelope = stage.courier.send('interactive', {
    type: 'view_closed',
    ...payloadBase(stage, view.user),
    view: presentView(stage.workspace, view),
    is_cleared: false,
  })
  const occasion: Occasion = { channel: '', user: view.user, responses: [] }
  await acknowledged(stage, envelope, occasion, '', 'the closing of a view')
}

/** A person opens the app's Home tab or its Messages tab. */
export function openHome(stage: Stage, user: string, tab: 'home' | 'messages'): Envelope {
  personNamed(stage.workspace, user)
  const home = stage.views.homeOf(user)
  return stage.events.emit({
    type: 'app_home_opened',
    user,
    channel: stage.workspace.directMessage(user).id,
    tab,
    ...(home === undefined || tab !== 'home' ? {} : { view: presentView(stage.workspace, home) }),
  })
}

/** Carries out a `response_action`. Returns the code with which Slack would refuse the view in it. */
function obey(views: Views, view: View, payload: JsonObject): string | undefined {
  try {
    switch (payload.response_action) {
      case 'errors':
        return undefined
      case 'update':
        views.update(view, payload.view)
        return undefined
      case 'push':
        views.open(view.user, payload.view, view)
        return undefined
      case 'clear':
        for (const modal of views.modalsOf(view.user)) views.close(modal)
        return undefined
      default:
        views.close(view)
        return undefined
    }
  } catch (error) {
    if (error instanceof SlackError) return error.code
    throw error
  }
}

function refuseEmpty(view: View): void {
  for (const block of objectsOf(view.content.blocks)) {
    if (block.type !== 'input' || block.optional === true) continue
    const state = view.values[stringOf(block.block_id)]?.[stringOf(objectOf(block.element).action_id)]
    if (state === undefined || !isFilled(state)) {
      throw new Error(`Fake Slack: the required input ${stringOf(block.block_id)} is empty`)
    }
  }
}

function findElement(place: Place, name: ElementName): { blockId: string; element: JsonObject } {
  const blocks = 'view' in place ? objectsOf(place.view.content.blocks) : (place.message.blocks ?? [])
  const elements = elementsOf(blocks)
  const fits = ({ element }: { element: JsonObject }) =>
    (name.actionId === undefined || element.action_id === name.actionId) &&
    (name.value === undefined || element.value === name.value) &&
    (name.label === undefined || objectOf(element.text).text === name.label)
  const found = elements.filter(({ element }) => element.action_id !== undefined).filter(fits)
  const [first] = found
  if (first === undefined || found.length > 1) {
    const there = elements.map(({ element }) => `${element.action_id}=${element.value ?? ''}`).join(', ')
    throw new Error(`Fake Slack: ${found.length} elements are ${JSON.stringify(name)}; there are: ${there}`)
  }
  return first
}

function actionOf(element: JsonObject, choose: Choice): JsonObject {
  const { type, action_id: actionId } = element
  if (holdsState(element) || type === 'overflow') {
    const state = choose === undefined ? initialState(element) : chosenState(element, choose)
    return { ...state, action_id: actionId, ...(element.placeholder ? { placeholder: element.placeholder } : {}) }
  }
  if (type === 'feedback_buttons') {
    const button = objectOf(choose === 'negative' ? element.negative_button : element.positive_button)
    return { type, action_id: actionId, text: button.text, value: button.value }
  }
  const { confirm: _confirm, accessibility_label: _label, ...shown } = element
  return shown
}

function occasionOf(place: Place, user: string): Occasion {
  return 'view' in place
    ? { channel: '', user, responses: [] }
    : { channel: place.message.channel, user, origin: place.message, responses: [] }
}

/** What every payload of an interaction begins with. */
export function payloadBase(stage: Stage, userId: string): JsonObject {
  const { identity } = stage.workspace
  const user = personNamed(stage.workspace, userId)
  return {
    token: 'fake-verification-token',
    api_app_id: identity.appId,
    team: { id: identity.teamId, domain: identity.teamDomain },
    user: { id: user.id, username: user.name, name: user.name, team_id: identity.teamId },
    enterprise: null,
    is_enterprise_install: false,
  }
}

/** The parts of a payload that tell where it happened. Of an ephemeral message Slack sends no copy. */
function placePayload(stage: Stage, place: Place): JsonObject {
  const { workspace } = stage
  if ('view' in place) {
    if (!place.view.isOpen) throw new Error('Fake Slack: that view is closed')
    return { container: { type: 'view', view_id: place.view.id }, view: presentView(workspace, place.view) }
  }
  const { message } = place
  const ephemeral = isEphemeral(message)
  const gone = ephemeral ? message.gone : workspace.message(message.channel, message.ts) === undefined
  if (gone) throw new Error('Fake Slack: that message is gone')
  const channel = channelNamed(workspace, message.channel)
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: ephemeral,
      ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
    },
    channel: { id: channel.id, name: channel.kind === 'im' ? 'directmessage' : channel.name },
    ...(ephemeral ? {} : { message: presentMessage(workspace, message) }),
    state: { values: {} },
  }
}
