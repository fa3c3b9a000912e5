import { ApplicationCommandType } from 'discord.js'
import { ApiError } from './api-errors.ts'
import { type CommandForm, readCommandForm, readCommandForms } from './command-form.ts'
import { LIMITS } from './limits.ts'
import type { Command, World } from './world.ts'

/** The application's commands of one server, or with null the global ones. */
export function listCommands(world: World, guildId: string | null): Command[] {
  return [...world.commands.values()].filter((command) => command.guildId === guildId)
}

/** GET: as `listCommands`. Throws ApiError 50001. */
export function registeredCommands(world: World, guildId: string | null): Command[] {
  requireGuild(world, guildId)
  return listCommands(world, guildId)
}

/** POST: makes a command, or replaces the one of the same name and type. Returns whether it is new. */
export function upsertCommand(
  world: World,
  guildId: string | null,
  body: unknown,
): { command: Command; isNew: boolean } {
  requireGuild(world, guildId)
  const form = readCommandForm(body)
  const before = listCommands(world, guildId)
  const existing = before.find((command) => sameCommand(command, form))
  if (!existing) checkCount([...before, form])
  return { command: store(world, guildId, form, existing), isNew: !existing }
}

/** PUT: the list replaces all; commands of the same name keep their id. */
export function overwriteCommands(world: World, guildId: string | null, body: unknown): Command[] {
  requireGuild(world, guildId)
  const forms = readCommandForms(body)
  checkCount(forms)
  const before = listCommands(world, guildId)
  for (const command of before) world.commands.delete(command.id)
  return forms.map((form) =>
    store(
      world,
      guildId,
      form,
      before.find((command) => sameCommand(command, form)),
    ),
  )
}

/** One command. Throws ApiError 10063. */
export function existingCommand(world: World, guildId: string | null, commandId: string): Command {
  const command = world.commands.get(commandId)
  if (!command || command.guildId !== guildId) throw new ApiError(10063)
  return command
}

/** The command of this name that people see in a server or direct message: the server's own before the global one. */
export function visibleCommand(world: World, guildId: string | null, name: string, type: number): Command {
  const all = [...(guildId ? listCommands(world, guildId) : []), ...listCommands(world, null)]
  const found = all.find((command) => command.name === name && typeOf(command) === type)
  if (!found)
    throw new Error(`The bot has registered no "${name}" here, only: ${all.map(({ name }) => name).join(', ')}`)
  return found
}

function store(world: World, guildId: string | null, form: CommandForm, before: Command | undefined): Command {
  const command = { ...form, id: before?.id ?? world.newId(), guildId, version: world.newId() }
  world.commands.set(command.id, command)
  world.changes.notify()
  return command
}

function checkCount(forms: readonly CommandForm[]): void {
  const count = (type: number) => forms.filter((form) => typeOf(form) === type).length
  const { chatInput, contextMenu } = LIMITS.command
  const menus = Math.max(count(ApplicationCommandType.User), count(ApplicationCommandType.Message))
  if (count(ApplicationCommandType.ChatInput) > chatInput || menus > contextMenu) throw new ApiError(30032)
}

function requireGuild(world: World, guildId: string | null): void {
  if (guildId !== null && world.guilds.get(guildId)?.letsCommandsIn !== true) throw new ApiError(50001)
}

function typeOf(form: CommandForm): number {
  return form.type ?? ApplicationCommandType.ChatInput
}

function sameCommand(a: CommandForm, b: CommandForm): boolean {
  return a.name === b.name && typeOf(a) === typeOf(b)
}
