import type { LinkedBlock } from '../text/html.ts'
import { attribute, findElements, type Parent, textWithin } from '../text/html-tree.ts'
import { isProse } from './lines.ts'

/** What stands around an article, or in its place. */
export interface Surroundings {
  /** All of a small page's text, the beginning of a large one's. */
  readonly text: string
  readonly asksForPassword: boolean
  readonly hasScripts: boolean
}

/** What of a page tells why no article is on it. */
export interface Evidence {
  readonly around: Surroundings
  readonly title: string | undefined
  readonly blocks: readonly LinkedBlock[]
  /** False where the page says itself that it is for subscribers. */
  readonly free: boolean
  /** Whether the beginning of an article is better than nothing. */
  readonly partial: boolean
}

/** With so much text of its own a page is read, whatever stands around it. */
const ENOUGH = 1_000
const HARDLY_ANY = 200

const LOOKED_INTO = 200_000

export function lookAround(page: Parent): Surroundings {
  const text = textWithin(page, ({ tagName }) => tagName === 'script' || tagName === 'style')
  return {
    text: text.slice(0, LOOKED_INTO),
    asksForPassword: findElements(page, isPasswordField).length > 0,
    hasScripts: findElements(page, ({ tagName }) => tagName === 'script').length > 0,
  }
}

/** Titles of pages that ask for proof before they show anything. */
const CHECKPOINT =
  /^(?:just a moment|attention required|access (?:to this page )?(?:has been )?denied|checking your browser|are you (?:a )?(?:human|robot)|verify(?:ing)? (?:you are|that you are)|security check|robot check|pardon our interruption|403 forbidden)/iu

const CONSENT_TITLE =
  /(?:before you continue|bevor (?:sie|du) (?:zu|fort)|avant de continuer|antes de continuar|prima di continuare|we value your privacy|your privacy choices|cookie (?:consent|wall)|datenschutz-?einstellungen|consent)/iu
const CONSENT_WORDS =
  /(?<!\p{L})(?:cookies?|consent|privacy|gdpr|third part(?:y|ies)|our partners|personal data|legitimate interests?|datenschutz\p{L}*|einwilligung\p{L}*|zustimm\p{L}*|werbung und tracking|confidentialité|consentement|partenaires|privacidad|consentimiento|privacybeleid|toestemming|informativa)(?!\p{L})/giu
/** So many of these words a thousand letters, and the text is about them. */
const CONSENT_DENSITY = 12

const SUBSCRIBERS =
  /(?:\bsubscribe (?:now )?to (?:read|continue|keep|unlock)|\b(?:subscriber|member)s?[- ]only\b|\balready an? (?:subscriber|member)\b|\bto (?:continue|keep) reading\b|\bthis (?:article|content|story) is (?:only |exclusively )?(?:for|reserved|available)|\bnur für abonnenten|\bjetzt weiterlesen|\bréservé aux abonnés|\bsolo para suscriptores|\bcontenuto riservato|\balleen voor abonnees|только для подписчиков)/iu

const NO_SCRIPT =
  /\b(?:enable|activate|turn on|requires?|need|aktivieren|activer|habilit\p{L}+|attiva\p{L}*)\b.{0,40}\bjavascript\b/iu

/** Why a page holds no article for its reader, in words; undefined if it does, or if nothing tells why not. */
export function refusalOf({ around, title, blocks, free, partial }: Evidence): string | undefined {
  const text = blocks.map((block) => block.text).join('\n')
  if (CHECKPOINT.test(title ?? '') && text.length < ENOUGH)
    return 'the site wants proof that a person asks for the page, which the desk cannot give'
  if (isAboutConsent(text) || (CONSENT_TITLE.test(title ?? '') && text.length < ENOUGH))
    return 'the site shows a consent wall in place of the page; save the page from a browser, or take another source'
  if (text.length >= ENOUGH || (partial && blocks.some(isProse))) return undefined
  if (!free || (SUBSCRIBERS.test(around.text) && text.length < ENOUGH / 2))
    return 'the page is for subscribers; all that it shows is its beginning'
  if (text.length >= HARDLY_ANY) return undefined
  if (around.asksForPassword) return 'the page wants a login'
  if (NO_SCRIPT.test(around.text) || isShell(around))
    return 'the page builds its text by scripts, which the desk does not run; save the page from a browser'
  return text === '' ? 'the page holds no text that reads like an article' : undefined
}

function isAboutConsent(text: string): boolean {
  const words = text.match(CONSENT_WORDS)?.length ?? 0
  return words >= 4 && (words * 1_000) / text.length >= CONSENT_DENSITY && text.length < ENOUGH * 4
}

function isPasswordField(element: Parameters<typeof attribute>[0]): boolean {
  return element.tagName === 'input' && attribute(element, 'type')?.toLowerCase() === 'password'
}

/** A page that is nothing but a place for scripts to fill. */
function isShell({ text, hasScripts }: Surroundings): boolean {
  return hasScripts && text.length < HARDLY_ANY * 2
}
