import type { Segment } from './lines.ts'

/** A column has at least so many lines, and is at least so many sizes wide: narrower ones are columns of a table. */
const LEAST_LINES = 4
const LEAST_WIDTH = 9
/** Most lines of a column fill at least this share of its width; the cells of a table do not. */
const FILLED = 0.55
/** Columns within columns: more than print ever has. */
const DEEPEST = 4
/** Widths are looked at in steps of so many points. */
const STEP = 2

/**
 * The parts of a page in reading order, each of one column, by cutting along white space (after Nagy and Seth's X-Y cut): what spans several
 * columns, a title or a wide table, parts what is above from what is below it; between, each column is read to its end.
 */
export function columnsOf(segments: readonly Segment[], depth = 0): Segment[][] {
  const gutter = depth < DEEPEST ? findGutter(segments) : undefined
  if (gutter === undefined) return segments.length === 0 ? [] : [[...segments]]
  const bands: { readonly crossing: boolean; readonly segments: Segment[] }[] = []
  for (const segment of segments) {
    const crossing = sideOf(segment, gutter) === 0
    const band = bands.at(-1)
    if (band?.crossing === crossing) band.segments.push(segment)
    else bands.push({ crossing, segments: [segment] })
  }
  return bands.flatMap((band) => {
    if (band.crossing) return columnsOf(band.segments, depth + 1)
    const left = band.segments.filter((segment) => sideOf(segment, gutter) < 0)
    const right = band.segments.filter((segment) => sideOf(segment, gutter) > 0)
    return [...columnsOf(left, depth + 1), ...columnsOf(right, depth + 1)]
  })
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
  return candidates.find((gutter) => partsColumns(segments, gutter))
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
  // Of a side that is parted into columns itself no line fills it: they are counted together.
  const widths = segments.reduce((sum, segment) => sum + segment.right - segment.left, 0)
  return filled.length * 2 >= segments.length || widths >= rows.size * (right - left) * 0.7
}
