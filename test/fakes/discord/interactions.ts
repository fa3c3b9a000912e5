import { InteractionResponseType, InteractionType, MessageFlags, MessageType } from 'discord.js'
import { z } from 'zod'
import { ApiError, problem } from './api-errors.ts'
import { type Choice, readChoices } from './command-form.ts'
import { type Component, checkModalComponents, componentList } from './components.ts'
import { checkLength, readForm } from './forms.ts'
import { LIMITS } from './limits.ts'
import { readMessageForm } from './message-form.ts'
import { isEphemeral, messagePayload } from './message-payloads.ts'
import { addMessage, changeMessage, draftFrom, removeMessage } from './messages.ts'
import { isArchived } from './thread-state.ts'
import type { Channel, Message, World } from './world.ts'

export interface Modal {
  custom_id: string
  title: string
  components: Component[]
}

/** An interaction and everything the bot did with it. */
export interface Interaction {
  readonly id: string
  readonly token: string
  readonly type: InteractionType
  readonly createdAt: number
  readonly userId: string
  readonly channelId: string
  readonly guildId: string | null
  /** The command's name with its subcommands, for commands and autocompletion. */
  readonly commandName: string | null
  /** The message that carries the component, or whose component opened the modal. */
  readonly source: Message | null
  /** How the bot acknowledged it; null until then. */
  callback: InteractionResponseType | null
  /** What `@original` stands for. */
  original: Message | null
  /** Whether the answer is still "thinking…". */
  loading: boolean
  /** Contents of `@original` after each edit, in order. */
  readonly edits: Message[]
  readonly followUps: Message[]
  modal: Modal | null
  choices: Choice[] | null
}

const callbackSchema = z.object({ type: z.int(), data: z.unknown().optional() })
const flagsSchema = z.object({ flags: z.int().nullish() })
const modalSchema = z.object({ custom_id: z.string(), title: z.string(), components: componentList })

/** Which first answers Discord takes for which kind of interaction (docs: interactions/receiving-and-responding). */
const MESSAGE_ANSWERS = [
  InteractionResponseType.ChannelMessageWithSource,
  InteractionResponseType.DeferredChannelMessageWithSource,
]
const UPDATES = [InteractionResponseType.DeferredMessageUpdate, InteractionResponseType.UpdateMessage]
const ALLOWED: Record<number, readonly InteractionResponseType[]> = {
  [InteractionType.ApplicationCommand]: [...MESSAGE_ANSWERS, InteractionResponseType.Modal],
  [InteractionType.MessageComponent]: [...MESSAGE_ANSWERS, ...UPDATES, InteractionResponseType.Modal],
  [InteractionType.ModalSubmit]: [...MESSAGE_ANSWERS, ...UPDATES],
  [InteractionType.ApplicationCommandAutocomplete]: [InteractionResponseType.ApplicationCommandAutocompleteResult],
}

/**
 * POST /interactions/:interaction/:token/callback.
 * Throws ApiError 10062 (unknown, or not answered within three seconds), 40060 (answered before), 50035, 50083.
 * Returns the body for `with_response`.
 */
export function answerInteraction(world: World, id: string, token: string, body: unknown): object {
  const interaction = world.interactions.get(id)
  if (!interaction || interaction.token !== token) throw new ApiError(10062)
  if (interaction.callback !== null) throw new ApiError(40060)
  if (world.now() - interaction.createdAt > LIMITS.interaction.firstResponseMs) throw new ApiError(10062)
  const { type, data } = readForm(callbackSchema, body)
  const allowed: readonly number[] = ALLOWED[interaction.type] ?? []
  const fromMessage = interaction.source !== null || interaction.type !== InteractionType.ModalSubmit
  if (!allowed.includes(type) || (UPDATES.includes(type) && !fromMessage)) {
    throw new ApiError(50035, [problem.choices(['type'], allowed)])
  }
  const channel = channelOf(world, interaction)
  // Neither commands nor components work in archived threads (docs: topics/threads; discord-api-docs #5517).
  if (isArchived(world, channel) && type !== InteractionResponseType.ApplicationCommandAutocompleteResult) {
    throw new ApiError(50083)
  }
  applyCallback(world, interaction, channel, type, data)
  interaction.callback = type
  world.changes.notify()
  return callbackResponse(world, interaction)
}

function applyCallback(world: World, interaction: Interaction, channel: Channel, type: number, data: unknown): void {
  switch (type) {
    case InteractionResponseType.ChannelMessageWithSource: {
      const form = readMessageForm(data)
      interaction.original = addAnswer(world, interaction, channel, draftFrom(world, form))
      return
    }
    case InteractionResponseType.DeferredChannelMessageWithSource: {
      // Deferring takes the ephemeral flag and nothing else (docs: interactions/receiving-and-responding).
      const ephemeral = (readForm(flagsSchema, data).flags ?? 0) & MessageFlags.Ephemeral
      interaction.loading = true
      interaction.original = addAnswer(world, interaction, channel, { flags: ephemeral | MessageFlags.Loading })
      return
    }
    case InteractionResponseType.DeferredMessageUpdate:
      interaction.original = interaction.source
      return
    case InteractionResponseType.UpdateMessage:
      interaction.original = interaction.source
      if (interaction.source) interaction.edits.push({ ...changeMessage(world, interaction.source, data) })
      return
    case InteractionResponseType.ApplicationCommandAutocompleteResult:
      interaction.choices = readChoices(data)
      return
    default:
      interaction.modal = readForm(modalSchema, data, (modal, problems) => {
        checkLength(problems, ['custom_id'], modal.custom_id, LIMITS.components.customId, 1)
        checkLength(problems, ['title'], modal.title, LIMITS.modal.title, 1)
        checkModalComponents(modal.components, problems)
      })
  }
}

function addAnswer(world: World, interaction: Interaction, channel: Channel, draft: Partial<Message>): Message {
  const { source } = interaction
  const type = source ? MessageType.Reply : MessageType.ChatInputCommand
  const reference = source ? { messageId: source.id, channelId: source.channelId } : null
  return addMessage(world, channel, { ...draft, authorId: world.botId, type, reference, interaction })
}

function callbackResponse(world: World, { id, type, callback, original, loading }: Interaction): object {
  const message = original && {
    response_message_id: original.id,
    response_message_loading: loading,
    response_message_ephemeral: isEphemeral(original),
  }
  const resource = original ? { resource: { type: callback, message: messagePayload(world, original) } } : {}
  return { interaction: { id, type, ...message }, ...resource }
}

/** POST /webhooks/:application/:token: a further message, or the text for a deferred answer that has none yet. */
export function followUp(world: World, token: string, body: unknown): Message {
  const interaction = byToken(world, token)
  // docs: interactions/receiving-and-responding: the first follow-up after deferring edits the placeholder (deprecated).
  if (interaction.loading && interaction.original) return editAnswer(world, token, '@original', body)
  const form = readMessageForm(body)
  const channel = channelOf(world, interaction)
  if (isArchived(world, channel)) throw new ApiError(50083)
  const { original } = interaction
  const message = addMessage(world, channel, {
    ...draftFrom(world, form),
    authorId: world.botId,
    type: original ? MessageType.Reply : MessageType.Default,
    reference: original ? { messageId: original.id, channelId: channel.id } : null,
    interaction,
  })
  interaction.followUps.push(message)
  world.changes.notify()
  return message
}

/** GET /webhooks/:application/:token/messages/:message. Throws ApiError 10008, 10015, 50027. */
export function findAnswer(world: World, token: string, messageId: string): Message {
  const interaction = byToken(world, token)
  const message =
    messageId === '@original' || messageId === interaction.original?.id
      ? interaction.original
      : interaction.followUps.find((followed) => followed.id === messageId)
  if (!message) throw new ApiError(10008)
  return message
}

/** PATCH /webhooks/:application/:token/messages/:message */
export function editAnswer(world: World, token: string, messageId: string, body: unknown): Message {
  const interaction = byToken(world, token)
  const message = findAnswer(world, token, messageId)
  if (isArchived(world, channelOf(world, interaction))) throw new ApiError(50083)
  changeMessage(world, message, body)
  if (message === interaction.original) {
    // The text of a deferred answer is its first, not an edit that Discord would mark as one.
    if (interaction.loading) message.editedAt = null
    interaction.loading = false
    interaction.edits.push({ ...message })
  }
  world.changes.notify()
  return message
}

/** DELETE /webhooks/:application/:token/messages/:message */
export function deleteAnswer(world: World, token: string, messageId: string): void {
  const interaction = byToken(world, token)
  const message = findAnswer(world, token, messageId)
  if (message === interaction.original) interaction.original = null
  const at = interaction.followUps.indexOf(message)
  if (at >= 0) interaction.followUps.splice(at, 1)
  if (isEphemeral(message)) world.changes.notify()
  else removeMessage(world, channelOf(world, interaction), message)
}

function byToken(world: World, token: string): Interaction {
  const interaction = [...world.interactions.values()].find((candidate) => candidate.token === token)
  // Until the first answer an interaction has no webhook; after its 15 minutes the token is refused.
  if (!interaction || interaction.callback === null) throw new ApiError(10015)
  if (world.now() - interaction.createdAt >= LIMITS.interaction.tokenMs) throw new ApiError(50027)
  return interaction
}

function channelOf(world: World, interaction: Interaction): Channel {
  const channel = world.channels.get(interaction.channelId)
  if (!channel) throw new ApiError(10003)
  return channel
}
