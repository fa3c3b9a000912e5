import { ApplicationCommandOptionType, ApplicationCommandType } from 'discord.js'
import { z } from 'zod'
import { type FormProblem, problem } from './api-errors.ts'
import { checkLength, type Problems, readForm } from './forms.ts'
import { LIMITS } from './limits.ts'

const choiceSchema = z.object({
  name: z.string(),
  name_localizations: z.record(z.string(), z.string()).nullish(),
  value: z.union([z.string(), z.number()]),
})

const optionSchema = z.looseObject({
  type: z.int(),
  name: z.string(),
  description: z.string(),
  required: z.boolean().optional(),
  autocomplete: z.boolean().optional(),
  choices: z.array(choiceSchema).optional(),
  min_value: z.number().optional(),
  max_value: z.number().optional(),
  min_length: z.int().optional(),
  max_length: z.int().optional(),
  get options(): z.ZodOptional<z.ZodArray<typeof optionSchema>> {
    return z.array(optionSchema).optional()
  },
})

const commandSchema = z.looseObject({
  type: z.int().nullish(),
  name: z.string(),
  description: z.string().nullish(),
  options: z.array(optionSchema).nullish(),
  default_member_permissions: z.string().nullish(),
  nsfw: z.boolean().nullish(),
  contexts: z.array(z.int()).nullish(),
  integration_types: z.array(z.int()).nullish(),
})

export type Choice = z.infer<typeof choiceSchema>
export type CommandOption = z.infer<typeof optionSchema>
export type CommandForm = z.infer<typeof commandSchema>

type Path = FormProblem['path']

/** Reads one command. Throws ApiError 50035. */
export function readCommandForm(body: unknown): CommandForm {
  return readForm(commandSchema, body, (form, problems) => checkCommand(form, [], problems))
}

/** Reads the list of a bulk overwrite. Throws ApiError 50035. */
export function readCommandForms(body: unknown): CommandForm[] {
  return readForm(z.array(commandSchema), body, (forms, problems) => {
    for (const [index, form] of forms.entries()) checkCommand(form, [index], problems)
    const keys = forms.map((form) => `${form.type ?? ApplicationCommandType.ChatInput} ${form.name}`)
    for (const [index, key] of keys.entries()) {
      if (keys.indexOf(key) === index) continue
      const message = 'Application command names must be unique'
      problems.push({ path: [index, 'name'], code: 'APPLICATION_COMMANDS_DUPLICATE_NAME', message })
    }
  })
}

/** Reads the choices of an autocompletion. Throws ApiError 50035. */
export function readChoices(body: unknown): Choice[] {
  const schema = z.object({ choices: z.array(choiceSchema) })
  return readForm(schema, body, ({ choices }, problems) => checkChoices(choices, ['choices'], problems)).choices
}

function checkCommand(form: CommandForm, path: Path, problems: Problems): void {
  const chatInput = (form.type ?? ApplicationCommandType.ChatInput) === ApplicationCommandType.ChatInput
  if (chatInput) {
    checkName(form.name, path, problems)
    checkLength(problems, [...path, 'description'], form.description ?? '', LIMITS.command.description, 1)
    checkOptions(form.options ?? [], path, problems)
    if (commandLength(form) > LIMITS.command.total) {
      const message = `Command exceeds maximum size (${LIMITS.command.total})`
      problems.push({ path, code: 'APPLICATION_COMMAND_TOO_LARGE', message })
    }
    return
  }
  checkLength(problems, [...path, 'name'], form.name, LIMITS.command.nameLength, 1)
  if (form.description) {
    const message = 'Context menu commands cannot have description'
    problems.push({ path: [...path, 'description'], code: 'APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION', message })
  }
}

function checkOptions(options: readonly CommandOption[], path: Path, problems: Problems): void {
  checkLength(problems, [...path, 'options'], options, LIMITS.command.options)
  for (const [index, option] of options.entries()) {
    const here = [...path, 'options', index]
    checkName(option.name, here, problems)
    checkLength(problems, [...here, 'description'], option.description, LIMITS.command.description, 1)
    checkChoices(option.choices ?? [], [...here, 'choices'], problems)
    if (option.autocomplete && option.choices?.length) {
      const message = 'Autocomplete and choices cannot be used together'
      problems.push({ path: here, code: 'APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES', message })
    }
    if (option.required && options.slice(0, index).some((earlier) => !earlier.required && !isGroup(earlier))) {
      const message = 'Required options must be placed before non-required options'
      problems.push({ path: here, code: 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', message })
    }
    checkOptions(option.options ?? [], here, problems)
  }
}

function checkChoices(choices: readonly Choice[], path: Path, problems: Problems): void {
  checkLength(problems, path, choices, LIMITS.command.choices)
  for (const [index, choice] of choices.entries()) {
    checkLength(problems, [...path, index, 'name'], choice.name, LIMITS.command.choice, 1)
    if (typeof choice.value !== 'string') continue
    checkLength(problems, [...path, index, 'value'], choice.value, LIMITS.command.choice)
  }
}

function checkName(name: string, path: Path, problems: Problems): void {
  const here = [...path, 'name']
  if (name.length < 1 || name.length > LIMITS.command.nameLength) {
    problems.push(problem.length(here, 1, LIMITS.command.nameLength))
  } else if (!LIMITS.command.name.test(name) || name !== name.toLowerCase()) {
    problems.push({ path: here, code: 'APPLICATION_COMMAND_INVALID_NAME', message: 'Command name is invalid' })
  }
}

function isGroup(option: CommandOption): boolean {
  return (
    option.type === ApplicationCommandOptionType.Subcommand ||
    option.type === ApplicationCommandOptionType.SubcommandGroup
  )
}

function commandLength(part: CommandForm | CommandOption): number {
  const choices = 'choices' in part && Array.isArray(part.choices) ? z.array(choiceSchema).parse(part.choices) : []
  const own = part.name.length + (part.description?.length ?? 0)
  const chosen = choices.reduce((sum, choice) => sum + choice.name.length + String(choice.value).length, 0)
  return own + chosen + (part.options ?? []).reduce((sum, option) => sum + commandLength(option), 0)
}
