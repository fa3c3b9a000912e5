import { InteractionContextType, OverwriteType } from 'discord.js'
import { permissionsIn } from './permissions.ts'
import type { Channel, Command, Guild, Member, User, World } from './world.ts'

/** Milliseconds as Discord writes times. */
export function iso(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000+00:00')
}

export function userPayload(user: User) {
  return {
    id: user.id,
    username: user.name.toLowerCase().replaceAll(' ', '_'),
    global_name: user.bot ? null : user.name,
    discriminator: '0',
    avatar: null,
    public_flags: 0,
    bot: user.bot,
  }
}

export function memberPayload(member: Member) {
  return {
    roles: member.roleIds,
    nick: null,
    avatar: null,
    joined_at: iso(member.joinedAt),
    premium_since: null,
    deaf: false,
    mute: false,
    flags: 0,
    pending: false,
    communication_disabled_until: null,
  }
}

/** A channel or thread, whole. */
export function channelPayload(world: World, channel: Channel) {
  const base = { id: channel.id, type: channel.type, last_message_id: channel.messages.at(-1)?.id ?? null, flags: 0 }
  if (channel.recipientId) {
    const recipient = world.users.get(channel.recipientId)
    return { ...base, recipients: recipient ? [userPayload(recipient)] : [] }
  }
  const named = { ...base, name: channel.name, guild_id: channel.guildId, parent_id: channel.parentId }
  if (channel.thread) {
    const { thread } = channel
    return {
      ...named,
      owner_id: channel.ownerId,
      rate_limit_per_user: 0,
      // docs: resources/channel: message_count leaves out the message the thread began from
      message_count: channel.messages.filter((message) => message.type !== 21).length,
      total_message_sent: channel.messages.length,
      member_count: thread.memberIds.size,
      thread_metadata: {
        archived: thread.archived,
        locked: thread.locked,
        auto_archive_duration: thread.autoArchiveMinutes,
        archive_timestamp: iso(thread.archiveChangedAt),
        create_timestamp: iso(thread.createdAt),
      },
      ...(thread.memberIds.has(world.botId) ? { member: threadMember(channel, world.botId) } : {}),
    }
  }
  const overwrites = [...channel.denied].map(([id, deny]) => {
    return { id, type: OverwriteType.Member, allow: '0', deny: deny.toString() }
  })
  return { ...named, position: 0, topic: null, nsfw: false, rate_limit_per_user: 0, permission_overwrites: overwrites }
}

export function threadMember(thread: Channel, userId: string) {
  return { id: thread.id, user_id: userId, join_timestamp: iso(thread.thread?.createdAt ?? 0), flags: 1 }
}

/** A guild as GUILD_CREATE carries it. */
export function guildPayload(world: World, guild: Guild) {
  const own = [...world.channels.values()].filter((channel) => channel.guildId === guild.id)
  return {
    ...guildSummary(guild),
    joined_at: iso(guild.members.get(world.botId)?.joinedAt ?? 0),
    large: false,
    unavailable: false,
    member_count: guild.members.size,
    members: [...guild.members.values()].map((member) => ({
      ...memberPayload(member),
      user: payloadOfUser(world, member.userId),
    })),
    channels: own.filter((channel) => !channel.thread).map((channel) => channelPayload(world, channel)),
    threads: own
      .filter((channel) => channel.thread && !channel.thread.archived)
      .map((channel) => channelPayload(world, channel)),
    voice_states: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  }
}

/** A guild as GET /guilds/:guild answers it. */
export function guildSummary(guild: Guild) {
  const roles = [...guild.roles.values()].map(({ id, name, permissions }, position) => {
    const look = { color: 0, colors: { primary_color: 0, secondary_color: null, tertiary_color: null }, hoist: false }
    return {
      id,
      name,
      permissions: permissions.toString(),
      position,
      managed: false,
      mentionable: false,
      flags: 0,
      ...look,
    }
  })
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    splash: null,
    discovery_splash: null,
    banner: null,
    description: null,
    owner_id: guild.ownerId,
    afk_channel_id: null,
    afk_timeout: 300,
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    roles,
    emojis: [],
    stickers: [],
    features: [],
    mfa_level: 0,
    application_id: null,
    system_channel_id: null,
    system_channel_flags: 0,
    rules_channel_id: null,
    public_updates_channel_id: null,
    safety_alerts_channel_id: null,
    vanity_url_code: null,
    premium_tier: 0,
    premium_subscription_count: 0,
    premium_progress_bar_enabled: false,
    preferred_locale: guild.locale,
    nsfw_level: 0,
    max_members: 500_000,
  }
}

export function commandPayload(world: World, command: Command) {
  const { guildId, ...form } = command
  return {
    ...form,
    application_id: world.applicationId,
    ...(guildId ? { guild_id: guildId } : {}),
    type: command.type ?? 1,
    description: command.description ?? '',
    default_member_permissions: command.default_member_permissions ?? null,
    nsfw: command.nsfw ?? false,
  }
}

/** The parts of an interaction that say where and by whom; `data` and `message` are added by its kind. */
export function interactionBase(world: World, channel: Channel, user: User) {
  const guild = channel.guildId ? world.guilds.get(channel.guildId) : undefined
  const member = guild?.members.get(user.id)
  return {
    application_id: world.applicationId,
    version: 1,
    channel_id: channel.id,
    channel: { ...channelPayload(world, channel), permissions: permissionsIn(world, channel, user.id).toString() },
    app_permissions: permissionsIn(world, channel, world.botId).toString(),
    locale: user.locale,
    entitlements: [],
    authorizing_integration_owners: integrationOwners(channel.guildId),
    context: guild ? InteractionContextType.Guild : InteractionContextType.BotDM,
    attachment_size_limit: 10_485_760,
    ...(guild && member
      ? {
          guild_id: guild.id,
          guild: { id: guild.id, locale: guild.locale, features: [] },
          guild_locale: guild.locale,
          member: {
            ...memberPayload(member),
            user: userPayload(user),
            permissions: permissionsIn(world, channel, user.id).toString(),
          },
        }
      : { user: userPayload(user) }),
  }
}

/** Who installed the app where an interaction happens: the server, or for the bot's direct messages "0". */
export function integrationOwners(guildId: string | null): Record<string, string> {
  return { '0': guildId ?? '0' }
}

export function payloadOfUser(world: World, userId: string) {
  const user = world.users.get(userId)
  if (!user) throw new Error(`The fake knows no user ${userId}`)
  return userPayload(user)
}
