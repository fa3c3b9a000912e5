import { GatewayIntentBits, MessageFlags, MessageReferenceType } from 'discord.js'
import { attachmentPayload } from './files.ts'
import { channelPayload, integrationOwners, iso, memberPayload, payloadOfUser } from './payloads.ts'
import type { Message, World } from './world.ts'

/** A message with everything in it but its nonce. */
export function messagePayload(world: World, message: Message): Record<string, unknown> {
  const { interaction } = message
  const { reference, forwarded } = message
  const guildId = world.channels.get(reference?.channelId ?? message.channelId)?.guildId
  const referenced = reference && findMessage(world, reference.channelId, reference.messageId)
  const thread = world.channels.get(message.id)
  return {
    id: message.id,
    type: message.type,
    channel_id: message.channelId,
    author: payloadOfUser(world, message.authorId),
    content: message.content,
    embeds: message.embeds.map((embed) => ({ type: 'rich', ...withoutNulls(embed) })),
    components: message.components,
    attachments: message.attachments.map((one) => attachmentPayload(world.files, message.channelId, one)),
    flags: message.flags,
    timestamp: iso(message.createdAt),
    edited_timestamp: message.editedAt === null ? null : iso(message.editedAt),
    tts: false,
    pinned: false,
    mention_everyone: message.mentionsEveryone,
    mentions: message.mentionIds.map((id) => payloadOfUser(world, id)),
    mention_roles: [],
    mention_channels: [],
    ...(thread ? { thread: channelPayload(world, thread) } : {}),
    ...(reference
      ? {
          message_reference: {
            type: forwarded ? MessageReferenceType.Forward : MessageReferenceType.Default,
            message_id: reference.messageId,
            channel_id: reference.channelId,
            ...(guildId ? { guild_id: guildId } : {}),
          },
        }
      : {}),
    ...(reference && !forwarded
      ? { referenced_message: referenced ? messagePayload(world, withoutReply(referenced)) : null }
      : {}),
    ...(forwarded ? { message_snapshots: [{ message: snapshotPayload(world, forwarded) }] } : {}),
    ...(interaction ? answerFields(world, interaction) : {}),
  }
}

/** References go one level deep. */
function withoutReply(message: Message): Message {
  return message.forwarded ? message : { ...message, reference: null }
}

/** Of a forwarded message its content alone, without whose it is (docs: resources/message, Message Snapshot Structure). */
function snapshotPayload(world: World, message: Message): object {
  const {
    type,
    content,
    embeds,
    attachments,
    components,
    flags,
    timestamp,
    edited_timestamp,
    mentions,
    mention_roles,
  } = messagePayload(world, { ...message, reference: null, forwarded: null })
  return { type, content, embeds, attachments, components, flags, timestamp, edited_timestamp, mentions, mention_roles }
}

/** The nonce, which only the sender's answer and MESSAGE_CREATE carry: whoever fetches the message later finds none. */
export function nonceOf({ nonce }: Message): { nonce?: string | number } {
  return nonce === null ? {} : { nonce }
}

function answerFields(world: World, interaction: NonNullable<Message['interaction']>) {
  const user = payloadOfUser(world, interaction.userId)
  const { id, type } = interaction
  const owners = { authorizing_integration_owners: integrationOwners(interaction.guildId) }
  return {
    application_id: world.applicationId,
    webhook_id: world.applicationId,
    interaction_metadata: { id, type, user, ...owners },
    ...(interaction.commandName === null ? {} : { interaction: { id, type, name: interaction.commandName, user } }),
  }
}

/** As above, without what an app without the MessageContent intent may not read (docs: events/gateway, Message Content Intent). */
export function messagePayloadFor(world: World, message: Message, intents: number): Record<string, unknown> {
  const payload = messagePayload(world, message)
  const referenced = message.reference && findMessage(world, message.reference.channelId, message.reference.messageId)
  // The mention of the bot opens the message that mentions it, not the one that this replies to.
  if (referenced && 'referenced_message' in payload)
    payload.referenced_message = messagePayloadFor(world, withoutReply(referenced), intents)
  const readable =
    (intents & GatewayIntentBits.MessageContent) !== 0 ||
    message.authorId === world.botId ||
    message.mentionIds.includes(world.botId) ||
    world.channels.get(message.channelId)?.guildId === null
  if (readable) return payload
  const { message_snapshots: _snapshots, ...rest } = payload
  return { ...rest, content: '', embeds: [], components: [], attachments: [] }
}

/** A message as MESSAGE_CREATE and MESSAGE_UPDATE carry it: with guild and member. */
export function messageEvent(world: World, message: Message, intents: number) {
  const channel = world.channels.get(message.channelId)
  const guild = channel?.guildId ? world.guilds.get(channel.guildId) : undefined
  const member = guild?.members.get(message.authorId)
  return {
    ...messagePayloadFor(world, message, intents),
    ...(channel ? { channel_type: channel.type } : {}),
    ...(guild ? { guild_id: guild.id } : {}),
    ...(member ? { member: memberPayload(member) } : {}),
  }
}

export function findMessage(world: World, channelId: string, messageId: string): Message | undefined {
  return world.channels.get(channelId)?.messages.find((message) => message.id === messageId)
}

export function isEphemeral(message: Message): boolean {
  return (message.flags & MessageFlags.Ephemeral) !== 0
}

/** Discord leaves out what an embed does not have. */
function withoutNulls(embed: object): object {
  return Object.fromEntries(Object.entries(embed).filter(([, value]) => value != null && value !== ''))
}
