import { type JsonObject, objectOf, objectsOf, stringOf } from './json.ts'

/** What of a message a person sees: text, or blocks in its place. */
export interface Readable {
  text: string
  blocks?: readonly JsonObject[]
}

/** The message as a person reads it, line by line: no markup, entities as characters, buttons as `[label]`. */
export function readable(message: Readable): string[] {
  const hasBlocks = message.blocks !== undefined && message.blocks.length > 0
  return hasBlocks ? readableLines(message.blocks ?? []) : linesOf(plainOf(message.text))
}

export function readableLines(blocks: readonly JsonObject[]): string[] {
  return blocks.flatMap((block) => READERS[stringOf(block.type)]?.(block) ?? [`(${stringOf(block.type)})`])
}

const READERS: Record<string, (block: JsonObject) => string[]> = {
  header: (block) => linesOf(textObject(block.text)),
  section: (block) => [
    ...linesOf(textObject(block.text)),
    ...objectsOf(block.fields).flatMap((field) => linesOf(textObject(field))),
    ...objectsOf([block.accessory]).map(element),
  ],
  context: (block) => linesOf(objectsOf(block.elements).map(contextPart).join(' ')),
  actions: (block) => [objectsOf(block.elements).map(element).join(' ')],
  context_actions: (block) => [objectsOf(block.elements).map(element).join(' ')],
  divider: () => ['---'],
  image: (block) => [...linesOf(textObject(block.title)), image(block)],
  markdown: (block) => linesOf(stringOf(block.text)),
  input: (block) => [...linesOf(textObject(block.label)), element(objectOf(block.element))],
  rich_text: (block) => objectsOf(block.elements).flatMap(richTextLines),
}

function richTextLines(part: JsonObject): string[] {
  const body = () => linesOf(objectsOf(part.elements).map(inline).join(''))
  switch (part.type) {
    case 'rich_text_list': {
      const indent = '  '.repeat(Number(part.indent ?? 0))
      const first = Number(part.offset ?? 0) + 1
      return objectsOf(part.elements).map((item, index) => {
        const mark = part.style === 'ordered' ? `${first + index}.` : '•'
        return `${indent}${mark} ${objectsOf(item.elements).map(inline).join('')}`
      })
    }
    case 'rich_text_quote':
      return body().map((line) => `> ${line}`)
    default:
      return body()
  }
}

function inline(part: JsonObject): string {
  switch (part.type) {
    case 'link':
      return stringOf(part.text) || stringOf(part.url)
    case 'user':
      return `@${stringOf(part.user_id)}`
    case 'usergroup':
      return `@${stringOf(part.usergroup_id)}`
    case 'broadcast':
      return `@${stringOf(part.range)}`
    case 'channel':
      return `#${stringOf(part.channel_id)}`
    case 'emoji':
      return `:${stringOf(part.name)}:`
    case 'date':
      return stringOf(part.fallback) || stringOf(part.format)
    case 'color':
      return stringOf(part.value)
    default:
      return stringOf(part.text)
  }
}

function textObject(value: unknown): string {
  const { type, text } = objectOf(value)
  return type === 'mrkdwn' ? plainOf(stringOf(text)) : stringOf(text)
}

function contextPart(part: JsonObject): string {
  return part.type === 'image' ? image(part) : textObject(part)
}

function image(part: JsonObject): string {
  return `(image: ${stringOf(part.alt_text)})`
}

function element(part: JsonObject): string {
  if (part.type === 'image') return image(part)
  const label = textObject(part.text) || textObject(part.placeholder)
  return `[${label || stringOf(part.type)}]`
}

/** mrkdwn as shown: links by their label, mentions by their id, emphasis without its marks, entities decoded. */
export function plainOf(mrkdwn: string): string {
  return mrkdwn
    .replace(/<([^<>|]+)(?:\|([^<>]*))?>/g, (_whole, target: string, label?: string) => {
      const name = target.replace(/^!subteam\^/, '@').replace(/^!date\^.*$/, '')
      return label || name.replace(/^!(?=here|channel|everyone)/, '@')
    })
    .replace(/(?<![\p{L}\p{N}])([*_~])(?=\S)([^\n]*?\S)\1(?![\p{L}\p{N}])/gu, '$2')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

function linesOf(text: string): string[] {
  return text === ''
    ? []
    : text
        .split('\n')
        .map((line) => line.trimEnd())
        .filter((line) => line !== '')
}
