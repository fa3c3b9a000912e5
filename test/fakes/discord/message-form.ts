import { MessageFlags } from 'discord.js'
import { z } from 'zod'
import { ApiError } from './api-errors.ts'
import { checkMessageComponents, componentList } from './components.ts'
import { checkLength, type Problems, readForm, trimmed } from './forms.ts'
import { LIMITS } from './limits.ts'

const embedSchema = z.object({
  title: trimmed.nullish(),
  description: trimmed.nullish(),
  url: z.string().nullish(),
  timestamp: z.string().nullish(),
  color: z.int().nullish(),
  footer: z.object({ text: trimmed, icon_url: z.string().nullish() }).nullish(),
  author: z.object({ name: trimmed, url: z.string().nullish(), icon_url: z.string().nullish() }).nullish(),
  image: z.object({ url: z.string() }).nullish(),
  thumbnail: z.object({ url: z.string() }).nullish(),
  fields: z.array(z.object({ name: trimmed, value: trimmed, inline: z.boolean().optional() })).nullish(),
})

const allowedMentionsSchema = z.object({
  parse: z.array(z.enum(['roles', 'users', 'everyone'])).nullish(),
  roles: z.array(z.string()).nullish(),
  users: z.array(z.string()).nullish(),
  replied_user: z.boolean().nullish(),
})

const messageSchema = z.object({
  content: trimmed.nullish(),
  embeds: z.array(embedSchema).nullish(),
  components: componentList.nullish(),
  flags: z.int().nullish(),
  allowed_mentions: allowedMentionsSchema.nullish(),
  nonce: z.union([z.string(), z.int()]).nullish(),
  enforce_nonce: z.boolean().nullish(),
  message_reference: z
    .object({ message_id: z.string(), channel_id: z.string().nullish(), fail_if_not_exists: z.boolean().nullish() })
    .nullish(),
  attachments: z.array(z.looseObject({ id: z.union([z.string(), z.int()]), filename: z.string().nullish() })).nullish(),
})

export type Embed = z.infer<typeof embedSchema>
export type AllowedMentions = z.infer<typeof allowedMentionsSchema>
export type MessageForm = z.infer<typeof messageSchema>

/**
 * Reads the body of a new message, or of an edit, which may leave everything out.
 * Throws ApiError 50035 (a limit or shape), 50006 (a new message with nothing in it).
 *
 * `editedFlags` are the flags of the message that is edited; IS_COMPONENTS_V2 cannot be taken back.
 */
export function readMessageForm(body: unknown, editedFlags?: number): MessageForm {
  const form = readForm(messageSchema, body, (read, problems) => {
    const flags = (read.flags ?? 0) | (editedFlags ?? 0)
    checkMessage(read, flags, problems)
  })
  if (editedFlags === undefined && isEmpty(form)) throw new ApiError(50006)
  return form
}

/** Whether a message has nothing to show (docs: one of content, embeds, components, files … is required). */
export function isEmpty(form: Pick<MessageForm, 'content' | 'embeds' | 'components' | 'attachments'>): boolean {
  return !form.content && !form.embeds?.length && !form.components?.length && !form.attachments?.length
}

function checkMessage(form: MessageForm, flags: number, problems: Problems): void {
  const v2 = (flags & MessageFlags.IsComponentsV2) !== 0
  checkLength(problems, ['content'], form.content, LIMITS.message.content)
  if (form.nonce != null) checkLength(problems, ['nonce'], String(form.nonce), LIMITS.message.nonce)
  checkEmbeds(form.embeds ?? [], problems)
  if (form.components) checkMessageComponents(form.components, v2, problems)
  if (v2) {
    for (const field of ['content', 'embeds'] as const) {
      if (!form[field]?.length) continue
      const message = `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`
      problems.push({ path: [field], code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2', message })
    }
  }
  checkAllowedMentions(form.allowed_mentions ?? {}, problems)
}

function checkEmbeds(embeds: readonly Embed[], problems: Problems): void {
  checkLength(problems, ['embeds'], embeds, LIMITS.message.embeds)
  for (const [index, embed] of embeds.entries()) {
    const path = ['embeds', index]
    checkLength(problems, [...path, 'title'], embed.title, LIMITS.embed.title)
    checkLength(problems, [...path, 'description'], embed.description, LIMITS.embed.description)
    checkLength(problems, [...path, 'footer', 'text'], embed.footer?.text, LIMITS.embed.footer)
    checkLength(problems, [...path, 'author', 'name'], embed.author?.name, LIMITS.embed.author)
    checkLength(problems, [...path, 'fields'], embed.fields, LIMITS.embed.fields)
    for (const [row, field] of (embed.fields ?? []).entries()) {
      checkLength(problems, [...path, 'fields', row, 'name'], field.name, LIMITS.embed.fieldName, 1)
      checkLength(problems, [...path, 'fields', row, 'value'], field.value, LIMITS.embed.fieldValue, 1)
    }
  }
  if (embeds.reduce((sum, embed) => sum + embedLength(embed), 0) > LIMITS.embed.total) {
    const message = `Embed size exceeds maximum size of ${LIMITS.embed.total}`
    problems.push({ path: ['embeds'], code: 'MAX_EMBED_SIZE_EXCEEDED', message })
  }
}

function embedLength(embed: Embed): number {
  const texts = [embed.title, embed.description, embed.footer?.text, embed.author?.name]
  const fields = (embed.fields ?? []).flatMap((field) => [field.name, field.value])
  return [...texts, ...fields].reduce((sum, text) => sum + (text?.length ?? 0), 0)
}

function checkAllowedMentions(allowed: AllowedMentions, problems: Problems): void {
  for (const kind of ['users', 'roles'] as const) {
    const path = ['allowed_mentions', kind]
    checkLength(problems, path, allowed[kind], LIMITS.message.allowedMentions)
    if (allowed[kind]?.length && allowed.parse?.includes(kind)) {
      // docs: resources/message, Allowed Mentions Reference: "mutually exclusive"
      const message = `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`
      problems.push({ path: ['allowed_mentions'], code: 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE', message })
    }
  }
}
