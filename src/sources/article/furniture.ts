import type { Element } from '../text/html-tree.ts'

/**
 * What stands around articles, by the names that sites give to it in `class` and `id`: word by word, since names are joined of words
 * (`related-links`, `shareTools`).
 */
const FURNITURE: ReadonlySet<string> = new Set([
  ...[
    'share',
    'sharing',
    'sharebar',
    'sharetools',
    'sharedaddy',
    'addthis',
    'social',
    'socialmedia',
    'follow',
    'tweet',
  ],
  ...['newsletter', 'newsletters', 'signup', 'subscribe', 'subscription', 'promo', 'promotion', 'sponsor', 'sponsored'],
  ...['ad', 'ads', 'advert', 'adverts', 'advertisement', 'advertising', 'adslot', 'outbrain', 'taboola'],
  ...['related', 'recommended', 'recommendations', 'recommend', 'readmore', 'readnext', 'alsolike', 'morestories'],
  ...[
    'trending',
    'popular',
    'mostread',
    'mostviewed',
    'comments',
    'comment',
    'disqus',
    'livefyre',
    'respond',
    'replies',
  ],
  ...['bio', 'authorbio', 'byline', 'bylines', 'breadcrumb', 'breadcrumbs', 'pagination', 'pager', 'pagenav'],
  ...['cookie', 'cookies', 'gdpr', 'consent', 'modal', 'popup', 'lightbox', 'login', 'paywall', 'flyout'],
  ...['toolbar', 'toolbox', 'copyright', 'timestamp', 'dateline', 'tags', 'tag', 'topics', 'keywords'],
  ...['slideshow', 'carousel', 'interstitial'],
])

/** Pairs of words that mean it only together. */
const PAIRS: ReadonlySet<string> = new Set([
  ...['read more', 'read next', 'read also', 'see also', 'more stories', 'more from', 'more news', 'also like'],
  ...['most read', 'most popular', 'most viewed', 'sign up', 'author bio', 'author info', 'author box', 'about author'],
  ...[
    'post meta',
    'entry meta',
    'article meta',
    'post tags',
    'tweet button',
    'tweet this',
    'video keywords',
    'print only',
    'screen reader',
  ],
])

/** What is embedded is quoted: a post of somebody. */
const EMBEDDED = /\b(?:embed|twitter tweet|instagram media)\b/u

/** Whether the names of an element say that it is no part of an article. */
export function isFurniture(names: string): boolean {
  const words = wordsOf(names)
  if (EMBEDDED.test(words.join(' '))) return false
  return isCaption(names) || words.some((word, at) => FURNITURE.has(word) || PAIRS.has(`${word} ${words[at + 1]}`))
}

/** Whether the names of an element say that it tells what a picture shows, or who took it. */
export function isCaption(names: string): boolean {
  return /caption|cutline|imgcap|(?:photo|image|img|picture)[-_]?credit|\b(?:credits?|photo(?:s|graph(?:er|y)?)?)\b/iu.test(
    names,
  )
}

function wordsOf(names: string): string[] {
  return names
    .replace(/([a-z])([A-Z])/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
}

/** What an article is never made of. */
const NEVER: ReadonlySet<string> = new Set([
  ...[
    'head',
    'script',
    'style',
    'noscript',
    'template',
    'svg',
    'math',
    'iframe',
    'figcaption',
    'object',
    'canvas',
    'audio',
    'video',
  ],
  ...['button', 'select', 'textarea', 'dialog', 'nav', 'menu', 'input'],
])

export function isMachinery({ tagName }: Element): boolean {
  return NEVER.has(tagName)
}
