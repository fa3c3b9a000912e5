import type { Segment } from './lines.ts'

/** The text of one page, with the page's height in points. */
export interface PageText {
  readonly height: number
  readonly segments: readonly Segment[]
}

/** Heads and feet stand within this share of the page's height from its edges. */
const EDGE = 0.14
/** Heights are evened out to so many points. */
const STEP = 4
/** Within an edge, only so many lines count from the outside: the others are text. */
const OUTERMOST = 3
const PAGE_NUMBER =
  /^(?:[-–—|[(]\s*)?(?:(?:page|seite|p\.|pag\.?|página|pagina|стр\.|страница|第)\s*)?(?:\d{1,4}|[ivxl]{1,7})(?:\s*(?:\/|of|von|de|di|sur|из|页)\s*\d{0,4})?(?:\s*[-–—|\])])?$/iu

/**
 * The pages without running heads and feet: what repeats, digits aside, at the same height of another page's edge, and page numbers. (That it
 * repeats is asked, and not the place alone, since the first line of text stands at the same height on every page too.)
 */
export function dropRunningHeads(pages: readonly PageText[]): PageText[] {
  const places = new Map<string, Set<number>>()
  for (const [index, page] of pages.entries())
    for (const segment of edgesOf(page)) {
      const key = placeOf(segment)
      const known = places.get(key)
      if (known === undefined) places.set(key, new Set([index]))
      else known.add(index)
    }
  return pages.map((page) => {
    const edges = edgesOf(page)
    const running = new Set(edges.filter((segment) => (places.get(placeOf(segment))?.size ?? 0) > 1))
    for (const segment of edges)
      if (PAGE_NUMBER.test(segment.text) && isOutermost(segment, page, running)) running.add(segment)
    return running.size === 0 ? page : { ...page, segments: page.segments.filter((segment) => !running.has(segment)) }
  })
}

function edgesOf({ height, segments }: PageText): Segment[] {
  const top = segments.filter(({ y }) => y < height * EDGE)
  const foot = segments.filter(({ y }) => y > height * (1 - EDGE))
  const outer = (lines: Segment[]) => {
    const heights = [...new Set(lines.map(({ y }) => Math.round(y)))].slice(0, OUTERMOST)
    return lines.filter(({ y }) => heights.includes(Math.round(y)))
  }
  return [...outer(top), ...outer(foot.toReversed())]
}

function placeOf({ text, y }: Segment): string {
  return `${Math.round(y / STEP)} ${text.toLowerCase().replace(/\d+/gu, '#').replace(/\s+/gu, '')}`
}

/** Nothing but running heads and feet stands further out. */
function isOutermost({ y }: Segment, { height, segments }: PageText, running: ReadonlySet<Segment>): boolean {
  const others = segments.filter((segment) => !running.has(segment) && Math.abs(segment.y - y) > 1)
  return y < height / 2 ? others.every((segment) => segment.y > y) : others.every((segment) => segment.y < y)
}
