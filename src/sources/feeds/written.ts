import type { Block } from '../../core/document.ts'
import { INLINE, LINKED, type LinkedBlock, readBlocks } from '../text/html.ts'
import { evenSpaces, type Element as HtmlElement, parsePage, textWithin } from '../text/html-tree.ts'
import { endsSentence } from '../text/text-lines.ts'
import { htmlCharacter } from './references.ts'
import type { XmlElement } from './xml.ts'

/** What stands in a part of a feed: HTML, or words that are no markup. */
export interface Written {
  readonly text: string
  readonly kind: 'html' | 'plain'
}

/** A longer title is none, but made to do harm. */
const LONGEST_TITLE = 10_000

/** Elements of HTML whose content nobody reads. */
const UNREAD: ReadonlySet<string> = new Set([
  ...['script', 'style', 'noscript', 'template', 'noembed', 'noframes', 'applet'],
  ...['select', 'textarea', 'canvas', 'audio', 'video'],
])
const VOID: ReadonlySet<string> = new Set(['br', 'hr', 'img', 'wbr', 'input', 'col', 'area', 'embed', 'source'])
/** What else HTML has, or had. */
const TAGS: ReadonlySet<string> = new Set([
  ...[
    'html',
    'head',
    'title',
    'body',
    'meta',
    'link',
    'base',
    'style',
    'script',
    'noscript',
    'template',
    'frameset',
    'frame',
  ],
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'div', 'pre', 'blockquote', 'center', 'address', 'section', 'article'],
  ...[
    'header',
    'footer',
    'nav',
    'aside',
    'main',
    'figure',
    'figcaption',
    'details',
    'summary',
    'dialog',
    'menu',
    'dir',
  ],
  ...['ul', 'ol', 'li', 'dl', 'dt', 'dd', 'table', 'caption', 'colgroup', 'thead', 'tbody', 'tfoot', 'tr', 'td', 'th'],
  ...[
    'form',
    'fieldset',
    'legend',
    'button',
    'select',
    'option',
    'optgroup',
    'textarea',
    'output',
    'progress',
    'meter',
  ],
  ...['iframe', 'object', 'param', 'applet', 'video', 'audio', 'track', 'picture', 'canvas', 'map', 'svg', 'math'],
  ...['blink', 'marquee', 'nobr', 'basefont', 'bgsound', 'spacer', 'rt', 'rp', 'xml', 'noframes', 'noembed'],
])

/**
 * What a part holds, by its type as Atom 1.0 and 0.3 give it (RFC 4287, 3.1). Markup that stands there unescaped is HTML whatever the type.
 * Where no type tells, what looks like HTML is HTML.
 */
export function writtenIn(element: XmlElement, isHtml = looksLikeHtml): Written {
  const type = (element.attributes.get('type') ?? '').trim().toLowerCase()
  const mode = element.attributes.get('mode')?.trim().toLowerCase()
  if (element.children.some((child) => typeof child !== 'string'))
    return { text: mendLetters(markupOf(element.children)), kind: 'html' }
  const held = element.children.join('')
  const isData = mode === 'base64' || (element.isAtom && /^(?!text\/)[\w.+-]+\/(?!.*(?:xml|html))/u.test(type))
  const text = mendLetters(isData ? fromBase64(held) : held)
  const isPlain = element.isAtom && (type === 'text' || type === 'text/plain') && mode !== 'escaped' && !isData
  return { text, kind: /html/u.test(type) || (!isPlain && isHtml(text)) ? 'html' : 'plain' }
}

/** What RSS and its like call a description is HTML as soon as there is a tag or reference of HTML in it. */
export function textWrittenIn(element: XmlElement): Written {
  return writtenIn(element, element.isAtom ? looksLikeHtml : hasMarkup)
}

/** The words of a title: on one line, without markup, however often it was escaped. */
export function wordsOf({ text, kind }: Written): string {
  const start = text.slice(0, LONGEST_TITLE)
  const once = kind === 'html' ? textWithin(parsePage(start), isUnread) : evenSpaces(start)
  return kind === 'html' && looksLikeHtml(once) ? textWithin(parsePage(once), isUnread) : once
}

/**
 * The paragraphs of a text. Nothing that people would read is left out: what a feed sends is all article. A block that only leads elsewhere
 * is to be found, as tables are, and not to be briefed, unless the text is nothing else.
 */
export function blocksOf({ text, kind }: Written): readonly Block[] {
  if (kind === 'plain')
    return text
      .split(/\n\s*\n/u)
      .map(evenSpaces)
      .filter((part) => part !== '')
      .map((part) => ({ kind: 'prose', text: part }))
  const blocks = readBlocks(parsePage(closed(text)), isUnread, 'links too')
  const leadsOn = ({ kind, text, linked }: LinkedBlock) => kind !== 'heading' && linked >= LINKED && !endsSentence(text)
  const isNothingElse = blocks.every(leadsOn)
  return blocks.map((block) => ({ kind: !isNothingElse && leadsOn(block) ? 'table' : block.kind, text: block.text }))
}

/** Has it tags or references of HTML, and none of anything else? */
function looksLikeHtml(text: string): boolean {
  if (!/<\/[a-z][\w:]*\s*>|<(?:br|hr|img|wbr|p)\b[^<>]*>|&(?:#\w+|[a-z]\w*);/iu.test(text)) return false
  for (const [, name = ''] of text.matchAll(/<\/?([a-z][\w:-]*)/giu)) if (!isTag(name)) return false
  for (const [reference] of text.matchAll(/&[a-z]\w*;/giu)) if (htmlCharacter(reference) === reference) return false
  return true
}

function hasMarkup(text: string): boolean {
  if (/<!--|&(?:#\w+|[a-z]\w*);/iu.test(text)) return true
  return text.matchAll(/<\/?([a-z][\w:-]*)(?=[\s/>])/giu).some(([, name = '']) => isTag(name))
}

function isTag(name: string): boolean {
  const tag = name.toLowerCase()
  return INLINE.has(tag) || VOID.has(tag) || TAGS.has(tag)
}

/** Elements whose end tag HTML cannot do without, though XHTML may write them as empty. */
function closed(html: string): string {
  return html.replace(
    /<(iframe|script|style|object|video|audio|textarea|canvas|title|noscript)\b([^<>]*)\/>/giu,
    '<$1$2></$1>',
  )
}

function isUnread({ tagName }: HtmlElement): boolean {
  return UNREAD.has(tagName)
}

/** Markup that stands in the XML itself, as HTML; of attributes nothing is read. */
export function markupOf(children: XmlElement['children']): string {
  return children
    .map((child) => {
      if (typeof child === 'string') return child.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
      const tag = child.name.replace(/^.*:/u, '').replace(/[^\w-]/gu, '')
      return VOID.has(tag) ? `<${tag}>` : `<${tag}>${markupOf(child.children)}</${tag}>`
    })
    .join('')
}

const CONTROLS = /[\x80-\x9f]/gu
const WINDOWS = new TextDecoder('windows-1252')

/** Letters that were taken for others on the way: UTF-8 for Latin-1, windows-1252 for controls, which nobody writes. */
function mendLetters(text: string): string {
  const bytes =
    /[\xc2-\xf4][\x80-\xbf]/u.test(text) && /^[\0-\xff]*$/u.test(text) ? Buffer.from(text, 'latin1') : undefined
  const once = bytes === undefined ? text : (asUtf8(bytes) ?? text)
  return once.replace(CONTROLS, (control) => WINDOWS.decode(Uint8Array.of(control.charCodeAt(0))))
}

function asUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function fromBase64(text: string): string {
  const bare = text.replace(/\s+/gu, '')
  return /^[\w+/-]+={0,2}$/u.test(bare) ? new TextDecoder().decode(Buffer.from(bare, 'base64')) : text
}
