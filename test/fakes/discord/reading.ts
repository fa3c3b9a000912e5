import { walkComponents } from './components.ts'
import type { Message } from './world.ts'

type Readable = Pick<Message, 'content' | 'embeds' | 'components'>

/**
 * What a person sees of a message, as plain lines: content, embeds from top to bottom, then components: texts as they
 * are, buttons as `[label]`, menus as `[placeholder: option | option]`. Blank lines are left out.
 */
export function readable(message: Readable): string {
  const embeds = message.embeds.flatMap((embed) => [
    embed.author?.name,
    embed.title,
    embed.description,
    ...(embed.fields ?? []).flatMap((field) => [field.name, field.value]),
    embed.footer?.text,
  ])
  const components = [...walkComponents(message.components)].map(([component]) => {
    if (component.options)
      return `[${component.placeholder ?? ''}: ${component.options.map(({ label }) => label).join(' | ')}]`
    return component.content ?? (component.label && `[${component.label}]`)
  })
  const lines = [message.content, ...embeds, ...components].flatMap((text) => (text ? text.split('\n') : []))
  return lines.filter((line) => line.trim() !== '').join('\n')
}
