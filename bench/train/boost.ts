import type { Forest } from '../../src/core/summary/forest.ts'

export interface BoostOptions {
  readonly trees: number
  readonly leaves: number
  readonly rate: number
  /** Added to a leaf's weight, so that small leaves stay near zero. */
  readonly lambda: number
  readonly minRows: number
  readonly bins: number
  /** Shares of the columns and of the rows that each tree sees. */
  readonly columnShare: number
  readonly rowShare: number
  readonly seed: number
}

/** Rows by column: `columns[c][r]` is feature c of row r. `weight` defaults to 1 for every row. */
export interface TrainingRows {
  readonly columns: readonly Float32Array[]
  readonly target: Float32Array
  readonly weight?: Float32Array
}

/** mulberry32 (Tommy Ettinger, public domain): small, seeded, good enough for sampling. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/**
 * Least-squares gradient boosting over histograms (Friedman 2001; leaf-wise growth and sibling subtraction as in
 * LightGBM, Ke et al. 2017). Deterministic for a seed.
 */
export function learnForest(rows: TrainingRows, options: BoostOptions): Forest {
  const count = rows.target.length
  const weight = rows.weight ?? new Float32Array(count).fill(1)
  const cuts = rows.columns.map((column) => cutPoints(column, options.bins))
  const binned = rows.columns.map((column, c) => toBins(column, cuts[c] ?? new Float32Array()))
  const random = seededRandom(options.seed)
  const base = weightedMean(rows.target, weight)
  const residual = Float32Array.from(rows.target, (y) => y - base)
  const nodes = { feature: [] as number[], value: [] as number[], right: [] as number[], roots: [] as number[] }
  for (let t = 0; t < options.trees; t++) {
    const sample = sampleRows(count, options.rowShare, random)
    const columns = sampleColumns(rows.columns.length, options.columnShare, random)
    const tree = growTree(binned, columns, residual, weight, sample, options)
    nodes.roots.push(nodes.feature.length)
    flatten(tree, cuts, nodes)
    subtract(tree, binned, residual)
  }
  return {
    base,
    column: Int16Array.from(nodes.feature),
    value: Float64Array.from(nodes.value),
    right: Int16Array.from(nodes.right),
    roots: Int32Array.from(nodes.roots),
  }
}

interface Split {
  readonly gain: number
  readonly column: number
  readonly bin: number
}

interface Leaf {
  readonly from: number
  readonly to: number
  readonly histogram: Histogram
  readonly output: number
  readonly split: Split | undefined
  /** Set once the leaf has been split. */
  children?: readonly [Leaf, Leaf]
}

/** For column number c (among the tree's columns) and bin b, at index c · bins + b. */
interface Histogram {
  readonly gradient: Float64Array
  readonly weight: Float64Array
  readonly rows: Int32Array
}

function growTree(
  binned: readonly Uint8Array[],
  columns: readonly number[],
  residual: Float32Array,
  weight: Float32Array,
  order: Int32Array,
  options: BoostOptions,
): Leaf {
  const scratch = new Int32Array(order.length)
  const measure = (from: number, to: number): Histogram => {
    const size = columns.length * options.bins
    const histogram = {
      gradient: new Float64Array(size),
      weight: new Float64Array(size),
      rows: new Int32Array(size),
    }
    columns.forEach((column, c) => {
      addRows(histogram, c * options.bins, binned[column] ?? new Uint8Array(), residual, weight, order, from, to)
    })
    return histogram
  }
  const leafOf = (from: number, to: number, histogram: Histogram): Leaf => {
    let gradient = 0
    let mass = 0
    for (let b = 0; b < options.bins; b++) {
      gradient += histogram.gradient[b] ?? 0
      mass += histogram.weight[b] ?? 0
    }
    const split = bestSplit(histogram, columns, gradient, mass, to - from, options)
    return { from, to, histogram, output: (options.rate * gradient) / (mass + options.lambda), split }
  }
  const root = leafOf(0, order.length, measure(0, order.length))
  const open = [root]
  while (open.length < options.leaves) {
    let best = -1
    for (let i = 0; i < open.length; i++) {
      const gain = open[i]?.split?.gain ?? 0
      if (gain > (open[best]?.split?.gain ?? 0)) best = i
    }
    const leaf = open[best]
    if (leaf?.split === undefined) break
    const middle = partition(
      order,
      scratch,
      leaf.from,
      leaf.to,
      binned[leaf.split.column] ?? new Uint8Array(),
      leaf.split.bin,
    )
    const leftIsSmall = middle - leaf.from <= leaf.to - middle
    const small = leftIsSmall ? measure(leaf.from, middle) : measure(middle, leaf.to)
    const large = difference(leaf.histogram, small)
    leaf.children = [
      leafOf(leaf.from, middle, leftIsSmall ? small : large),
      leafOf(middle, leaf.to, leftIsSmall ? large : small),
    ]
    open.splice(best, 1, ...leaf.children)
  }
  return root
}

function addRows(
  histogram: Histogram,
  at: number,
  bins: Uint8Array,
  residual: Float32Array,
  weight: Float32Array,
  order: Int32Array,
  from: number,
  to: number,
): void {
  const { gradient, weight: mass, rows } = histogram
  for (let i = from; i < to; i++) {
    const row = order[i] as number // within bounds by construction; the check costs a third of the training time
    const slot = at + (bins[row] as number)
    const w = weight[row] as number
    gradient[slot] = (gradient[slot] as number) + w * (residual[row] as number)
    mass[slot] = (mass[slot] as number) + w
    rows[slot] = (rows[slot] as number) + 1
  }
}

function bestSplit(
  histogram: Histogram,
  columns: readonly number[],
  gradient: number,
  mass: number,
  rows: number,
  options: BoostOptions,
): Split | undefined {
  const { lambda, minRows, bins } = options
  const whole = (gradient * gradient) / (mass + lambda)
  let best: Split | undefined
  columns.forEach((column, c) => {
    let leftGradient = 0
    let leftMass = 0
    let leftRows = 0
    for (let bin = 0; bin < bins - 1; bin++) {
      const slot = c * bins + bin
      leftGradient += histogram.gradient[slot] ?? 0
      leftMass += histogram.weight[slot] ?? 0
      leftRows += histogram.rows[slot] ?? 0
      if (leftRows < minRows) continue
      if (rows - leftRows < minRows) break
      const rightGradient = gradient - leftGradient
      const gain =
        (leftGradient * leftGradient) / (leftMass + lambda) +
        (rightGradient * rightGradient) / (mass - leftMass + lambda) -
        whole
      if (gain > 1e-9 && gain > (best?.gain ?? 0)) best = { gain, column, bin }
    }
  })
  return best
}

function partition(
  order: Int32Array,
  scratch: Int32Array,
  from: number,
  to: number,
  bins: Uint8Array,
  bin: number,
): number {
  let left = from
  let right = 0
  for (let i = from; i < to; i++) {
    const row = order[i] ?? 0
    if ((bins[row] ?? 0) <= bin) order[left++] = row
    else scratch[right++] = row
  }
  order.set(scratch.subarray(0, right), left)
  return left
}

function difference(whole: Histogram, part: Histogram): Histogram {
  return {
    gradient: whole.gradient.map((x, i) => x - (part.gradient[i] ?? 0)),
    weight: whole.weight.map((x, i) => x - (part.weight[i] ?? 0)),
    rows: whole.rows.map((x, i) => x - (part.rows[i] ?? 0)),
  }
}

/** Upper ends of the bins, by quantiles of a sample; values above the last cut fall in the last bin. */
function cutPoints(column: Float32Array, bins: number): Float32Array {
  const step = Math.max(1, Math.floor(column.length / 50_000))
  const sample = Float32Array.from({ length: Math.floor(column.length / step) }, (_, i) => column[i * step] ?? 0).sort()
  const distinct = [...new Set(sample)]
  const cuts =
    distinct.length <= bins
      ? distinct
      : [
          ...new Set(
            Array.from({ length: bins }, (_, b) => sample[Math.floor(((b + 1) * sample.length) / bins) - 1] ?? 0),
          ),
        ]
  // Halfway to the next value seen, so that rounding in the file does not move a row across.
  const middles = cuts.slice(0, -1).map((cut) => {
    const next = distinct[upperBound(distinct, cut)] ?? cut
    return (cut + next) / 2
  })
  return Float32Array.from(middles)
}

function upperBound(sorted: readonly number[], x: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) <= x) low = middle + 1
    else high = middle
  }
  return low
}

function toBins(column: Float32Array, cuts: Float32Array): Uint8Array {
  const bins = new Uint8Array(column.length)
  for (let r = 0; r < column.length; r++) {
    const x = column[r] ?? 0
    let low = 0
    let high = cuts.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (x <= (cuts[middle] ?? 0)) high = middle
      else low = middle + 1
    }
    bins[r] = low
  }
  return bins
}

interface NodeLists {
  readonly feature: number[]
  readonly value: number[]
  readonly right: number[]
}

function flatten(leaf: Leaf, cuts: readonly Float32Array[], nodes: NodeLists): void {
  if (leaf.children === undefined || leaf.split === undefined) {
    nodes.feature.push(-1)
    nodes.value.push(leaf.output)
    nodes.right.push(0)
    return
  }
  const at = nodes.feature.length
  nodes.feature.push(leaf.split.column)
  nodes.value.push(cuts[leaf.split.column]?.[leaf.split.bin] ?? 0)
  nodes.right.push(0)
  flatten(leaf.children[0], cuts, nodes)
  nodes.right[at] = nodes.feature.length - at
  flatten(leaf.children[1], cuts, nodes)
}

/** Takes the new tree's output off the residual of every row, sampled or not. */
function subtract(tree: Leaf, binned: readonly Uint8Array[], residual: Float32Array): void {
  for (let r = 0; r < residual.length; r++) {
    let leaf = tree
    while (leaf.children !== undefined && leaf.split !== undefined) {
      leaf = (binned[leaf.split.column]?.[r] ?? 0) <= leaf.split.bin ? leaf.children[0] : leaf.children[1]
    }
    residual[r] = (residual[r] ?? 0) - leaf.output
  }
}

function sampleRows(count: number, share: number, random: () => number): Int32Array {
  const picked: number[] = []
  for (let r = 0; r < count; r++) if (random() < share) picked.push(r)
  return Int32Array.from(picked)
}

function sampleColumns(count: number, share: number, random: () => number): number[] {
  const all = Array.from({ length: count }, (_, c) => ({ c, key: random() }))
  const size = Math.max(1, Math.round(count * share))
  return all
    .sort((a, b) => a.key - b.key)
    .slice(0, size)
    .map((x) => x.c)
    .sort((a, b) => a - b)
}

function weightedMean(target: Float32Array, weight: Float32Array): number {
  let sum = 0
  let mass = 0
  for (let r = 0; r < target.length; r++) {
    sum += (target[r] ?? 0) * (weight[r] ?? 0)
    mass += weight[r] ?? 0
  }
  return mass === 0 ? 0 : sum / mass
}
