import type { Segment } from './lines.ts'

/** A column has at least so many lines, and is at least so many sizes wide: narrower ones are columns of a table. */
const LEAST_LINES = 4
const LEAST_WIDTH = 9
/** Most lines of a column fill at least this share of its width; the cells of a table do not. */
const FILLED = 0.55
/** So much of a side that holds several columns itself do their lines fill together. */
const FILLED_TOGETHER = 0.6
/** Columns within columns: more than print ever has. */
const DEEPEST = 4
/** Widths are looked at in steps of so many points. */
const STEP = 2
/** The gutters of two pages are the same if they are once evened out to so many points. */
const SAME_GUTTER = 8

/**
 * The parts of each page in reading order, each of one column, by cutting along white space (after Nagy and Seth's X-Y cut): what spans
 * several columns, a title or a wide table, parts what is above from what is below it; between, each column is read to its end. Where a page
 * shows too little to tell, the last one mostly, it is cut where most others are.
 */
export function columnsOf(pages: readonly (readonly Segment[])[]): Segment[][][] {
  const gutters = pages.map((segments) => guttersOf(segments))
  const usual = usualOf(gutters)
  return pages.map((segments) => cut(segments, usual))
}

function guttersOf(segments: readonly Segment[]): number[] {
  const gutters: number[] = []
  cut(segments, [], (gutter) => gutters.push(gutter))
  // Above and below of what spans a page the same columns count once.
  return gutters.filter(
    (gutter, index) => !gutters.slice(0, index).some((other) => Math.abs(other - gutter) < SAME_GUTTER),
  )
}

/** The gutters that at least half of the pages have. */
function usualOf(pages: readonly (readonly number[])[]): number[] {
  const known = new Map<number, { readonly gutter: number; readonly pages: number }>()
  for (const gutters of pages)
    for (const gutter of gutters) {
      const place = Math.round(gutter / SAME_GUTTER)
      const other = known.get(place)
      known.set(place, { gutter: Math.min(gutter, other?.gutter ?? gutter), pages: (other?.pages ?? 0) + 1 })
    }
  return [...known.values()].filter((one) => one.pages * 2 >= pages.length).map(({ gutter }) => gutter)
}

function cut(
  segments: readonly Segment[],
  usual: readonly number[],
  note: (gutter: number) => void = () => {},
  depth = 0,
): Segment[][] {
  if (segments.length === 0) return []
  const gutter =
    depth < DEEPEST ? (findGutter(segments) ?? usual.find((place) => hasBothSides(segments, place))) : undefined
  if (gutter === undefined) return [[...segments]]
  note(gutter)
  const go = (part: readonly Segment[]) => cut(part, usual, note, depth + 1)
  const bands: { readonly crossing: boolean; readonly segments: Segment[] }[] = []
  for (const segment of segments) {
    const crossing = sideOf(segment, gutter) === 0
    const band = bands.at(-1)
    if (band?.crossing === crossing) band.segments.push(segment)
    else bands.push({ crossing, segments: [segment] })
  }
  return bands.flatMap((band) => {
    if (band.crossing) return go(band.segments)
    const left = band.segments.filter((segment) => sideOf(segment, gutter) < 0)
    const right = band.segments.filter((segment) => sideOf(segment, gutter) > 0)
    return [...go(left), ...go(right)]
  })
}

function hasBothSides(segments: readonly Segment[], gutter: number): boolean {
  const sides = new Set(segments.map((segment) => sideOf(segment, gutter)))
  return sides.has(-1) && sides.has(1)
}

/** -1 to the left, 1 to the right, 0 across. */
function sideOf({ left, right }: Segment, gutter: number): -1 | 0 | 1 {
  if (right <= gutter) return -1
  return left >= gutter ? 1 : 0
}

/** Where the fewest lines cross, if there are columns on both sides of it. */
function findGutter(segments: readonly Segment[]): number | undefined {
  if (segments.length < LEAST_LINES * 2) return undefined
  const start = Math.min(...segments.map(({ left }) => left))
  const width = Math.max(...segments.map(({ right }) => right)) - start
  if (!(width > 0 && width < 20_000)) return undefined
  const cover = new Uint32Array(Math.ceil(width / STEP) + 1)
  for (const { left, right } of segments) {
    const end = Math.floor((right - start) / STEP)
    for (let bin = Math.max(0, Math.floor((left - start) / STEP)); bin <= end && bin < cover.length; bin += 1)
      cover[bin] = (cover[bin] ?? 0) + 1
  }
  const candidates = valleysOf(cover).map((bin) => start + (bin + 0.5) * STEP)
  const gutter = candidates.find((candidate) => partsColumns(segments, candidate))
  if (gutter === undefined) return undefined
  // Ragged lines end anywhere, but columns begin at the same place on every page.
  return Math.min(...segments.filter((segment) => sideOf(segment, gutter) > 0).map(({ left }) => left)) - 1
}

/** The middles of the stretches that the fewest lines cover, away from the edges; those least covered first, then the widest. */
function valleysOf(cover: Uint32Array): number[] {
  const valleys: { readonly middle: number; readonly width: number; readonly height: number }[] = []
  let from = 1
  for (let bin = 2; bin < cover.length; bin += 1) {
    if (cover[bin] === cover[from]) continue
    const height = cover[from] ?? 0
    if ((cover[from - 1] ?? 0) > height && (cover[bin] ?? 0) > height)
      valleys.push({ middle: Math.floor((from + bin - 1) / 2), width: bin - from, height })
    from = bin
  }
  return valleys
    .sort((one, other) => one.height - other.height || other.width - one.width)
    .slice(0, 8)
    .map(({ middle }) => middle)
}

function partsColumns(segments: readonly Segment[], gutter: number): boolean {
  const sides = ([-1, 1] as const).map((side) => segments.filter((segment) => sideOf(segment, gutter) === side))
  const [left = [], right = []] = sides
  if (!sides.every(isColumn)) return false
  // Columns stand beside each other.
  const top = Math.max(left[0]?.y ?? 0, right[0]?.y ?? 0)
  const foot = Math.min(left.at(-1)?.y ?? 0, right.at(-1)?.y ?? 0)
  return top < foot
}

function isColumn(segments: readonly Segment[]): boolean {
  if (segments.length < LEAST_LINES) return false
  const left = Math.min(...segments.map((segment) => segment.left))
  const right = Math.max(...segments.map((segment) => segment.right))
  const size = segments[Math.floor(segments.length / 2)]?.size ?? 0
  if (right - left < size * LEAST_WIDTH) return false
  const rows = new Set(segments.map(({ y }) => Math.round(y / Math.max(1, size / 2))))
  const filled = segments.filter((segment) => segment.right - segment.left >= (right - left) * FILLED)
  const widths = segments.reduce((sum, segment) => sum + segment.right - segment.left, 0)
  return filled.length * 2 >= segments.length || widths >= rows.size * (right - left) * FILLED_TOGETHER
}
