import type { Component } from './components.ts'
import { walkComponents } from './components.ts'
import type { AllowedMentions, Embed } from './message-form.ts'

/** What a text could ping if it were allowed to. */
const MENTION = /@(everyone|here)|<@!?(\d+)>|<@&(\d+)>/g

interface Mentioning {
  content: string
  components: readonly Component[]
  embeds: readonly Embed[]
  allowedMentions: AllowedMentions | undefined
  /** Whether this answers an interaction or is a webhook's: then only users are pinged by default. */
  interaction: object | null
}

/**
 * What a message pings, as it would stand in the text: `@everyone`, `@here`, `<@user>`, `<@&role>`, each once.
 * Only content and Text Displays can ping, embeds never do. Assumes that the author may mention everyone, the worst case.
 * Defaults when allowed_mentions is missing (docs: resources/message, Allowed Mentions): everything, for answers to
 * interactions users only.
 */
export function pingsOf(message: Mentioning): string[] {
  const texts = [
    message.content,
    ...[...walkComponents(message.components)].map(([component]) => component.content ?? ''),
  ]
  const allowed = message.allowedMentions ?? { parse: message.interaction ? ['users'] : ['users', 'roles', 'everyone'] }
  const pings = [...texts.join('\n').matchAll(MENTION)].filter(([, broadcast, user, role]) => {
    if (broadcast) return allowed.parse?.includes('everyone')
    if (user) return allowed.parse?.includes('users') || allowed.users?.includes(user)
    return allowed.parse?.includes('roles') || (role && allowed.roles?.includes(role))
  })
  return [...new Set(pings.map(([text]) => text.replace('<@!', '<@')))]
}

/** The user ids among the pings. */
export function pingedUsers(pings: readonly string[]): string[] {
  return pings.flatMap((ping) => /^<@(\d+)>$/.exec(ping)?.[1] ?? [])
}
