import type { LinkedBlock } from '../text/html.ts'
import { endsSentence } from '../text/text-lines.ts'

/** What a page says of itself, to be known again where its article repeats it. */
export interface Repeated {
  readonly title?: string | undefined
  readonly byline?: string | undefined
}

/** A paragraph that reads like prose: so long (of scripts that write a word with one or two signs, so short), and ending as sentences do. */
const PROSE_LENGTH = 80
const DENSE_PROSE_LENGTH = 30
const DENSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

/** Lines that ask the reader to go, share, sign or pay, in the languages in which they are most read. Such a line is short. */
const INVITATIONS = [
  'read (?:more|next|also|the full)',
  '(?:see|watch|read|listen|more|photos?|video|gallery|in pictures|also read|related|story|stories)\\s*:',
  '\\((?:more|photos?|video|see|read|watch|related)\\s*:',
  '\\[(?:read|watch|see|more|related)',
  "see (?:also|more|[\\p{L}’']+ (?:pictures|photos|cartoons))",
  '(?:more|latest|news) (?:from|on|about|stories|coverage)',
  'related (?:articles?|stor(?:y|ies)|topics?|items?|links?|content|news|coverage|reading|posts?)',
  'further reading',
  'you (?:may|might) (?:also )?(?:like|be interested)',
  'recommended (?:for you|stories|reading)',
  'share(?: (?:this|on|via|your)|\\W*$)',
  '(?:user|reader) (?:ratings?|reactions?)\\W*$',
  'have (?:something to say|an opinion|a (?:tip|story|question))',
  '(?:let us know|tell us|have your say|join the (?:discussion|conversation)|sound off)',
  "(?:please )?follow (?:us|me|@\\S+|(?:[\\p{L}’'-]+ ){1,3}on)",
  '(?:like|find|join) us on',
  'get (?:the latest|updates?|alerts?|(?:\\S+ ){0,3}(?:newsletter|on twitter))',
  'sign (?:up|in|on)',
  'log ?in',
  '(?:please )?subscrib(?:e|ing to)',
  'advertise?ments?',
  'sponsored',
  'continue reading',
  '(?:click|tap) (?:here|to)',
  'view (?:all|comments?|gallery|image|as)',
  '(?:load|show) (?:more|comments)',
  '(?:loading|please wait|try again)\\W*$',
  '(?:tags?|topics?|filed (?:under|to|in)|categories|keywords|posted in)\\s*:?',
  '(?:via|source|sources)\\s*:?(?=\\s+\\p{L})',
  'leave a (?:reply|comment)',
  '(?:\\d+ )?comments?\\W*\\d*\\W*$',
  'to view this (?:content|video)',
  '(?:please )?(?:enable|turn on) (?:javascript|cookies)',
  '(?:text|font) size',
  '(?:download|get) (?:the|our) (?:\\S+ ){0,2}app',
  'story highlights',
  '(?:©|copyright)',
  '[àa] lire (?:aussi|également)?',
  "lire (?:aussi|également|la suite|l[’']article|\\s*:)",
  'voir aussi',
  'sur le même sujet',
  '(?:partager|suivez|abonnez|inscrivez|recevoir|devenez fan)',
  'publicité',
  '(?:lesen sie|lies) (?:auch|hier|mehr|dazu)',
  '(?:mehr (?:zum|zu|dazu)|siehe auch|auch interessant|das könnte sie)',
  '(?:anzeige|werbung|teilen|newsletter)',
  '(?:lea|leer|lee|vea|ver) (?:también|más|además)',
  '(?:te puede interesar|noticias relacionadas|más información|compartir|suscríbete|síguenos|publicidad)',
  '(?:leggi (?:anche|tutto)|condividi|iscriviti|potrebbe interessarti|pubblicità)',
  '(?:leia (?:também|mais)|veja também|compartilhe|publicidade|assine)',
  '(?:lees (?:ook|meer|verder)|bekijk ook|deel dit)',
  '(?:читайте также|смотрите также|подписывайтесь|поделиться|реклама)',
]
/** `\b` and `\w` know of ASCII alone. */
const INVITATION = new RegExp(`^[^\\p{L}\\p{N}]*(?:${INVITATIONS.join('|')})(?!\\p{L})`, 'iu')
const LONGEST_INVITATION = 160
/** Those that are whole sentences. */
const URGENT =
  /\b(?:newsletter|on (?:twitter|facebook|instagram)|javascript|subscribe|sign (?:up|in)|log ?in|all rights reserved|comments? (?:section|below)|let us know)\b/iu

/** Where the article is over, and others begin. */
const AFTERWARDS =
  /^(?:related|more (?:from|on|stories|news|in)|most (?:read|popular|viewed)|(?:reader |post a )?comments?|discussion|recommended|read next|you (?:may|might)|about (?:the )?authors?|part of (?:complete|full) coverage|the latest|latest|trending|popular|share|suggested|what (?:others|to read)|sur le même|à lire|mehr (?:zum|zu|aus)|meistgelesen|noticias relacionadas|leggi anche|leia também|lees ook|читайте также)(?!\p{L})/iu

/** What follows an article may hold so little of the prose. */
const MOST_PROSE = 0.85
/** Comments may be longer than what they are about. */
const DISCUSSION =
  /^(?:\(?\d+\)? )?(?:(?:readers?[’']?|latest|recent|all|view|post|add|your|user|visitor) (?:a )?)?(?:comments?|discussion|talkback|reactions?|opinions?|kommentare?|commentaires?|comentarios?|commenti|reacties|комментарии|about (?:the )?authors?)(?: (?:on this (?:article|story)|\(?\d+\)?|\([^)]*\)))?\W*$/iu
const LEAST_PROSE = 0.25

/** Who took a picture: no caption of what it shows. */
const CREDIT =
  /\b(?:getty|reuters|afp|epa|shutterstock|istock|associated press|ap photo|photograph(?:er|y)?|photos?|image|images|picture|credit|courtesy|illustration|wikimedia|foto|bild|crédits?)\b|©/iu
/** How what a picture shows ends where it is not told apart: in brackets, or after a stop. */
const CREDITED =
  /(?:[([](?=[^()[\]]{0,70}[)\]])[^()[\]]*(?:\b(?:photos?|photograph|images?|getty|courtesy|handout|screen ?(?:grab|shot)|illustration)\b|\/ ?(?:ap|afp|reuters|epa|getty)\b)[^()[\]]*[)\]]|\b(?:photo(?:graph)?s?|image|picture|foto|bild|crédits?)(?: credit)?(?: by|\s?:) ?\p{Lu}[^.!?]{2,60})\W*$/iu
const LONGEST_CAPTION = 350
const BARE_AGENCY = /^\W*(?:reuters|ap|afp|epa|dpa|getty(?: images)?|facebook|twitter|google|instagram|youtube)\W*$/iu

const BIOGRAPHY =
  /\b(?:is|was|works|writes|covers|has covered|joined|reports)\b.*\b(?:reporter|correspondent|editor|writer|journalist|columnist|contributor|blogger|author|covers|covering|writes|joined|coverage|works for)\b/iu

/** Copyright, wherever it stands. */
const RIGHTS = /^\W*(?:copyright|©|\(c\))|\ball rights reserved\b|\bmay not be (?:published|reproduced)\b/iu
const LONGEST_RIGHTS = 400

/** Data that a page leaves in its text. */
const MACHINE_TEXT = /^\{\s*"[\w-]+"\s*:/u

/** Who else worked on an article: its last line, and often no sentence. */
const CONTRIBUTION =
  /\b(?:contributed to this (?:report|story|article)|(?:with|additional) (?:reporting|files|material|contributions) (?:from|by)|contact the (?:writer|reporter|author)|(?:reporting|writing|editing) by|(?:write to|contact) \p{Lu})/iu

/** `Home » Health » Lungs` */
const TRAIL = /^[^.!?]*(?:[»›>→][^.!?]*){2,}$/u

/** `[ Read more about this. ]`, `More about bridges:` */
const TEASER = /^\[.*\b(?:read|see|watch|click)\b.*\]$|^(?:more|related|read|also|see)\b[^.!?]{0,60}:$/iu

const BYLINE = /^[^\p{L}\p{N}]*(?:by|von|par|por|di|door|av|af|от|автор|written by|posted by|reported by)\s*:?\s+\S/iu

/** What a line of when holds beside numbers. */
const WHEN =
  /\b(?:updated?|published|posted|last|modified|created|on|at|by|edt|est|et|pdt|pst|pt|gmt|utc|bst|cet|cest|ist|am|pm|a\.m|p\.m|uhr|stand|vom|publié|mis à jour|le|à|actualizado|publicado|el|de|aggiornato|pubblicato|alle|gmt[+-]\d+|mon|tues?|wed(?:nes)?|thurs?|fri|sat(?:ur)?|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|(?:janv|févr|avr|juil|août|déc)\p{L}*|minutes?|hours?|days?|ago|min|read|st|nd|rd|th|rss|feed|print|e-?mail)\b/giu

/** A list above an article sums it up in a few points. */
const LONGEST_SUMMARY = 5

/** What stands above the first paragraph, if there is more of it, is something else than what leads to it. */
const MOST_ABOVE = 6
const LEAST_STANDFIRST = 60

/** Leaves out what only looks like the article: titles, bylines and dates above it, invitations within, other articles below it. */
export function trimLines(blocks: readonly LinkedBlock[], repeated: Repeated): LinkedBlock[] {
  const first = blocks.findIndex(isProse)
  const last = blocks.findLastIndex(isProse)
  const end = endOf(blocks)
  const listed = blocks.slice(0, Math.max(0, first)).filter(({ kind }) => kind === 'item').length
  const seen = new Set<string>()
  const kept = blocks.filter((block, at) => {
    const key = evenOut(block.text)
    if (at >= end || key === '' || isInvitation(block) || isCredit(block) || isNotice(block)) return false
    if (seen.has(key) && block.text.length > 20) return false
    seen.add(key)
    if (isBiography(block, repeated)) return false
    if (at < first && first <= MOST_ABOVE && isStandfirst(block)) return false
    if (at < first) return !isPreface(block, repeated) && !(block.kind === 'item' && listed <= LONGEST_SUMMARY)
    return at <= last || last < 0 || !isAfterthought(block, blocks, at)
  })
  const content = kept.findLastIndex(({ kind }) => kind !== 'heading')
  return kept.slice(0, content + 1)
}

export function isProse({ kind, text, linked }: LinkedBlock): boolean {
  const enough = DENSE.test(text) ? DENSE_PROSE_LENGTH : PROSE_LENGTH
  return kind === 'prose' && text.length >= enough && endsSentence(text) && linked < 0.5 && !INVITATION.test(text)
}

/** So many lines of nothing but a date close to each other stand above the teasers of other articles. */
const TEASERS = 3
const TEASERS_WITHIN = 10

/** The block with which other articles, comments and the like begin: hardly any prose stands after it. */
function endOf(blocks: readonly LinkedBlock[]): number {
  const prose = blocks.map((block) => (isProse(block) ? block.text.length : 0))
  const total = prose.reduce((sum, size) => sum + size, 0)
  const dated = new Set([...blocks.keys()].filter((at) => isDated(blocks[at]?.text ?? '')))
  let before = 0
  for (const [at, { kind, text, linked }] of blocks.entries()) {
    const isHead = text.length < 60 && !endsSentence(text) && (kind === 'heading' || linked === 0)
    if (isHead && AFTERWARDS.test(text) && before >= total * MOST_PROSE) return at
    if (dated.has(at) && before >= total * LEAST_PROSE && isListOfDates(at, dated)) return at
    if (isHead && DISCUSSION.test(text) && before >= total * LEAST_PROSE) return at
    before += prose[at] ?? 0
  }
  return blocks.length
}

function isDated(text: string): boolean {
  return text.length < 80 && /(?:19|20)\d\d/u.test(text) && isWhen(text)
}

function isListOfDates(at: number, dated: ReadonlySet<number>): boolean {
  return Array.from({ length: TEASERS_WITHIN }, (_, ahead) => dated.has(at + ahead)).filter(Boolean).length >= TEASERS
}

export function isInvitation({ kind, text, linked }: LinkedBlock): boolean {
  if (text.length > LONGEST_INVITATION || kind === 'table') return false
  return INVITATION.test(text) && (!endsSentence(text) || text.endsWith(':') || linked > 0.3 || URGENT.test(text))
}

export function isNotice({ kind, text }: LinkedBlock): boolean {
  if (kind === 'heading' || kind === 'table') return false
  if (MACHINE_TEXT.test(text)) return true
  return text.length <= LONGEST_RIGHTS && (RIGHTS.test(text) || TEASER.test(text))
}

function isCredit({ kind, text }: LinkedBlock): boolean {
  const words = text.split(/\s+/u).length
  if (BARE_AGENCY.test(text)) return true
  if (kind === 'prose' && text.length <= LONGEST_CAPTION && CREDITED.test(text)) return true
  if (kind === 'heading' || words > 10 || endsSentence(text.replace(/[)\]]+$/u, ''))) return false
  return (
    CREDIT.test(text) &&
    (/^[([]/u.test(text) || /[:/|©]/u.test(text) || words <= 4 || /\b(?:by|courtesy)\b/iu.test(text))
  )
}

function isPreface({ text }: LinkedBlock, { title, byline }: Repeated): boolean {
  const even = evenOut(text)
  if (title !== undefined && even === evenOut(title)) return true
  if (byline !== undefined && even === evenOut(byline)) return true
  if (text.length > 120) return text.length < 200 && TRAIL.test(text)
  if (TRAIL.test(text)) return true
  if (BYLINE.test(text) && text.split(/\s+/u).length <= 14) return true
  return text.split('|').some(isWhen) || isLabel(text)
}

/** The line between title and article that sums it up: as long as a sentence, without its stop. */
function isStandfirst({ kind, text }: LinkedBlock): boolean {
  return (
    (kind === 'heading' || kind === 'prose') &&
    text.length >= LEAST_STANDFIRST &&
    !DENSE.test(text) &&
    !endsSentence(text)
  )
}

/** A section's name, `EXCLUSIVE`: too short to be a line of its own about anything. */
function isLabel(text: string): boolean {
  return DENSE.test(text) ? text.length <= 6 : text.split(/\s+/u).length <= 3 && !endsSentence(text)
}

/** Who wrote it, told below the article or above it. */
function isBiography({ text }: LinkedBlock, { byline }: Repeated): boolean {
  const name = /\p{Lu}[\p{L}’'-]+(?: \p{Lu}[\p{L}.’'-]*)+/u.exec(byline ?? '')?.[0]
  return name !== undefined && evenOut(text).startsWith(evenOut(name)) && BIOGRAPHY.test(text)
}

function isAfterthought({ kind, text, linked }: LinkedBlock, blocks: readonly LinkedBlock[], at: number): boolean {
  if (kind === 'table' || endsSentence(text)) return linked > 0.5
  if (CONTRIBUTION.test(text)) return false
  if (kind === 'item') return linked > 0.3 || blocks[at - 1]?.kind === 'heading' || !/\s\S+\s/u.test(text)
  return text.length < PROSE_LENGTH
}

/** A line of nothing but when, or one with year and time of day in a language whose months are not known here. */
function isWhen(line: string): boolean {
  const text = line.replace(/\|.*$/u, '')
  if (!/\d/u.test(text) || endsSentence(text)) return false
  if (text.length <= 80 && /(?:19|20)\d\d/u.test(text) && /\d{1,2}[:.h]\d{2}/u.test(text)) return true
  return text.replace(WHEN, '').replace(/[^\p{L}]+/gu, '').length <= 3
}

function evenOut(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase()
}
