import {
  type AutocompleteInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type MessageContextMenuCommandInteraction,
  PermissionFlagsBits,
} from 'discord.js'
import type { Asker } from '../../core/digest-command.ts'
import { digestWording } from '../../core/digest-wording.ts'
import type { Desk } from '../../core/ports.ts'
import type { Place } from '../../core/topic.ts'
import { goOn, splitTopics } from './digest-command.ts'
import { choicesFrom } from './incoming.ts'
import { invitationLink, PERMISSIONS } from './invitation.ts'

/** The choice that stands for every topic. */
const EVERYTHING = 'everything'

/** What Discord says of somebody in a channel, and of the bot there: it stands in everything that people do. */
export interface Standing {
  readonly asker: Asker
  /** Why the bot cannot post there, for the person to read; absent where it can. */
  readonly hindrance?: string
}

/** Whether somebody may make documents, or have a feed make them, which others see: in direct messages everybody manages only what is theirs. */
export function filerOf(
  interaction: ChatInputCommandInteraction | ButtonInteraction | MessageContextMenuCommandInteraction,
): Asker {
  const { asker } = standingOf(interaction)
  return interaction.inGuild() ? asker : { ...asker, manages: false }
}

/** In direct messages everybody manages what is theirs. */
export function standingOf(
  interaction: ChatInputCommandInteraction | ButtonInteraction | MessageContextMenuCommandInteraction,
): Standing {
  const manages = !interaction.inGuild() || interaction.memberPermissions.has(PermissionFlagsBits.ManageChannels)
  const hindrance = hindranceOf(interaction)
  return { asker: { user: interaction.user.id, manages }, ...(hindrance === undefined ? {} : { hindrance }) }
}

function hindranceOf(
  interaction: ChatInputCommandInteraction | ButtonInteraction | MessageContextMenuCommandInteraction,
): string | undefined {
  if (!interaction.inGuild()) return undefined
  // Commands can be let into a server without their bot.
  if (!interaction.inCachedGuild()) {
    return digestWording.notInServer(invitationLink(interaction.applicationId, interaction.guildId))
  }
  const missing = PERMISSIONS.filter(({ flag }) => !interaction.appPermissions.has(flag))
  return missing.length === 0 ? undefined : digestWording.mayNotPost(missing.map(({ name }) => name))
}

/** Choices for the option of `/digest` that is being typed. */
export async function completeDigest(
  { options }: AutocompleteInteraction,
  place: Place,
  desk: Desk,
): Promise<{ name: string; value: string }[]> {
  const { name, value } = options.getFocused(true)
  switch (name) {
    case 'digest':
      return choicesFrom(await desk.suggest(value, place, 'digests'))
    case 'zone':
      return choicesFrom(await desk.suggest(value, place, 'zones'))
    case 'topic':
      return choicesFrom(await desk.suggest(value, place))
    case 'topics': {
      const { before, last } = splitTopics(value)
      const isFirst = before.length === 0 && EVERYTHING.startsWith(last.toLowerCase())
      const everything = isFirst ? [{ name: digestWording.everythingChoice, value: EVERYTHING }] : []
      return [...everything, ...goOn(before, choicesFrom(await desk.suggest(last, place)))].slice(0, 25)
    }
    default:
      return []
  }
}
