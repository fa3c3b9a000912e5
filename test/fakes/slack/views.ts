import { randomUUID } from 'node:crypto'
import { elementsOf, viewProblems, withIds } from './blocks.ts'
import { chosenState, holdsState, initialState } from './element-state.ts'
import { isObject, type JsonObject, objectsOf } from './json.ts'
import { LIMITS } from './limits.ts'
import { refuse, SlackError } from './slack-error.ts'
import type { Workspace } from './workspace.ts'

/** A modal or Home tab as one person sees it. */
export interface View {
  id: string
  user: string
  /** as the app gave it, with block and action ids filled in */
  content: JsonObject
  /** changes with every update; an app may insist on it */
  hash: string
  /** block_id, then action_id */
  values: Record<string, Record<string, JsonObject>>
  rootId: string
  previousId: string | null
  isOpen: boolean
}

/** The modals that people have open, stacked, and their Home tabs. */
export class Views {
  readonly #workspace: Workspace
  readonly #views: View[] = []

  constructor(workspace: Workspace) {
    this.#workspace = workspace
  }

  /** A person's open modals, the topmost last. */
  modalsOf(user: string): View[] {
    return this.#views.filter((view) => view.isOpen && view.user === user && view.content.type === 'modal')
  }

  homeOf(user: string): View | undefined {
    return this.#views.find((view) => view.user === user && view.content.type === 'home')
  }

  find(viewId: string | undefined, externalId: string | undefined): View {
    const found = this.#views.find((view) =>
      viewId === undefined ? view.isOpen && view.content.external_id === externalId : view.id === viewId,
    )
    if (found?.isOpen !== true) throw new SlackError('not_found')
    return found
  }

  /** Shows a modal, on top of `below` if given. Throws SlackError: invalid_arguments, push_limit_reached. */
  open(user: string, content: unknown, below?: View): View {
    const checked = checkView(content, 'modal')
    if (below === undefined) for (const modal of this.modalsOf(user)) modal.isOpen = false
    if (this.modalsOf(user).length >= LIMITS.modalStack) throw new SlackError('push_limit_reached')
    const externalId = checked.external_id
    if (
      externalId !== undefined &&
      this.#views.some((view) => view.isOpen && view.content.external_id === externalId)
    ) {
      throw new SlackError('duplicate_external_id')
    }
    return this.#add(user, checked, below)
  }

  /** Throws SlackError: invalid_arguments, hash_conflict. */
  publish(user: string, content: unknown, hash: string | undefined): View {
    const checked = checkView(content, 'home')
    const current = this.homeOf(user)
    if (current === undefined) return this.#add(user, checked, undefined)
    this.#replace(current, checked, hash)
    return current
  }

  /** Throws SlackError: invalid_arguments, hash_conflict. */
  update(view: View, content: unknown, hash?: string): void {
    this.#replace(view, checkView(content, 'modal'), hash)
  }

  close(view: View): void {
    view.isOpen = false
    this.#workspace.changes.notify()
  }

  #add(user: string, content: JsonObject, below: View | undefined): View {
    const id = this.#workspace.nextId('V')
    const view: View = {
      id,
      user,
      content,
      hash: this.#nextHash(),
      values: initialValues(content, {}),
      rootId: below?.rootId ?? id,
      previousId: below?.id ?? null,
      isOpen: true,
    }
    this.#views.push(view)
    this.#workspace.changes.notify()
    return view
  }

  #replace(view: View, content: JsonObject, hash: string | undefined): void {
    if (hash !== undefined && hash !== view.hash) throw new SlackError('hash_conflict')
    view.content = content
    view.hash = this.#nextHash()
    // What a person entered survives an update of the view where the ids stay: surfaces/modals
    view.values = initialValues(content, view.values)
    this.#workspace.changes.notify()
  }

  #nextHash(): string {
    return `${Math.floor(this.#workspace.now() / 1000)}.${randomUUID().slice(0, 8)}`
  }
}

/** A view as Slack answers with it and sends it in payloads. */
export function presentView(workspace: Workspace, view: View): JsonObject {
  const { identity } = workspace
  const { content } = view
  const isModal = content.type === 'modal'
  return {
    id: view.id,
    team_id: identity.teamId,
    type: content.type,
    blocks: content.blocks,
    private_metadata: content.private_metadata ?? '',
    callback_id: content.callback_id ?? '',
    external_id: content.external_id ?? '',
    state: { values: view.values },
    hash: view.hash,
    title: content.title ?? { type: 'plain_text', text: '' },
    clear_on_close: content.clear_on_close ?? false,
    notify_on_close: content.notify_on_close ?? false,
    close: isModal ? (content.close ?? null) : null,
    submit: isModal ? (content.submit ?? null) : null,
    previous_view_id: view.previousId,
    root_view_id: view.rootId,
    app_id: identity.appId,
    app_installed_team_id: identity.teamId,
    bot_id: identity.botId,
  }
}

function checkView(content: unknown, type: 'modal' | 'home'): JsonObject {
  const problems = viewProblems(content)
  if (!isObject(content)) throw refuse('invalid_arguments', problems)
  if (content.type !== type) problems.push(`unsupported type: ${String(content.type)} [json-pointer:/view/type]`)
  if (problems.length > 0) throw refuse('invalid_arguments', problems)
  return { ...content, blocks: withIds(objectsOf(content.blocks)) }
}

function initialValues(content: JsonObject, kept: View['values']): View['values'] {
  const values: View['values'] = {}
  for (const { blockId, element } of elementsOf(objectsOf(content.blocks))) {
    if (!holdsState(element)) continue
    const actionId = String(element.action_id)
    const block = values[blockId] ?? {}
    block[actionId] = kept[blockId]?.[actionId] ?? initialState(element)
    values[blockId] = block
  }
  return values
}

/** Lets a person enter or choose something in a view. */
export function enter(
  view: View,
  blockId: string,
  element: JsonObject,
  choice: Parameters<typeof chosenState>[1],
): void {
  const block = view.values[blockId] ?? {}
  block[String(element.action_id)] = chosenState(element, choice)
  view.values[blockId] = block
}
