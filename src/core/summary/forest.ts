/**
 * Regression trees in flat arrays, trees one after the other, each in preorder: a node's left child is the next node.
 * `column[i]` is the feature that node i asks for, −1 at a leaf. `value[i]` is the leaf's output, or the largest feature
 * value that still goes left. `right[i]` is how many nodes further the right child stands, 0 at a leaf.
 */
export interface Forest {
  readonly base: number
  readonly column: Int16Array
  readonly value: Float64Array
  readonly right: Int16Array
  /** The first node of every tree. */
  readonly roots: Int32Array
}

/**
 * A forest as people can read it in a file. A tree is its nodes in preorder, spaces between: `count<=2.5` for a question
 * (yes goes left), a number for a leaf: `count<=2.5 0.01 first<=0 0.2 0.1`.
 */
export interface PackedForest {
  readonly base: number
  readonly trees: readonly string[]
}

/** Sum of all trees for the row of features that begins at `offset` in `rows`. */
export function predict(forest: Forest, rows: Float64Array, offset: number): number {
  const { column, value, right, roots } = forest
  let sum = forest.base
  for (let t = 0; t < roots.length; t++) {
    let node = roots[t] ?? 0
    let asked = column[node] ?? -1
    while (asked >= 0) {
      node += (rows[offset + asked] ?? 0) <= (value[node] ?? 0) ? 1 : (right[node] ?? 0)
      asked = column[node] ?? -1
    }
    sum += value[node] ?? 0
  }
  return sum
}

/** Predictions for all rows of `width` features; a negative one becomes 0, since all are probabilities. */
export function predictAll(forest: Forest, rows: Float64Array, width: number): Float64Array {
  const all = new Float64Array(rows.length / width)
  for (let row = 0; row < all.length; row++) all[row] = Math.max(0, predict(forest, rows, row * width))
  return all
}

/** The file form, numbers rounded to three significant digits (leaves) or four (bounds). `columns` are the names of the features. */
export function packForest(forest: Forest, columns: readonly string[]): PackedForest {
  const round = (x: number, digits: number) => String(Number(x.toPrecision(digits)))
  const trees = Array.from(forest.roots, (root, t) => {
    const end = forest.roots[t + 1] ?? forest.column.length
    const nodes: string[] = []
    for (let node = root; node < end; node++) {
      const asked = forest.column[node] ?? -1
      const value = forest.value[node] ?? 0
      nodes.push(asked < 0 ? round(value, 3) : `${columns[asked]}<=${round(value, 4)}`)
    }
    return nodes.join(' ')
  })
  return { base: Number(round(forest.base, 4)), trees }
}

/**
 * Reads the file form.
 * @throws {RangeError} if a tree is cut off, goes on after its last leaf, or asks for a feature that `columns` lacks
 */
export function unpackForest(packed: PackedForest, columns: readonly string[]): Forest {
  const nodes: Nodes = { column: [], value: [], right: [] }
  const roots = packed.trees.map((tree, t) => {
    const root = nodes.column.length
    const words = tree.split(' ')
    const read = readNode(words, 0, columns, nodes)
    if (read !== words.length) throw new RangeError(`tree ${t} goes on after its last leaf`)
    return root
  })
  return {
    base: packed.base,
    column: Int16Array.from(nodes.column),
    value: Float64Array.from(nodes.value),
    right: Int16Array.from(nodes.right),
    roots: Int32Array.from(roots),
  }
}

interface Nodes {
  readonly column: number[]
  readonly value: number[]
  readonly right: number[]
}

/** Trees have a handful of levels; a file that nests them deeper is not one of ours and might exhaust the stack. */
const deepest = 64

/** Adds the node at `words[at]` and all below it; returns where the next one begins. */
function readNode(words: readonly string[], at: number, columns: readonly string[], nodes: Nodes, depth = 0): number {
  const word = words[at]
  if (word === undefined || word === '') throw new RangeError('a tree is cut off')
  if (depth > deepest) throw new RangeError(`a tree is more than ${deepest} levels deep`)
  const [name = '', bound] = word.split('<=')
  const value = Number(bound ?? name)
  if (!Number.isFinite(value)) throw new RangeError(`not a number: ${word}`)
  const node = nodes.column.length
  nodes.column.push(bound === undefined ? -1 : columns.indexOf(name))
  nodes.value.push(value)
  nodes.right.push(0)
  if (bound === undefined) return at + 1
  if (!columns.includes(name)) throw new RangeError(`no such feature: ${name}`)
  const middle = readNode(words, at + 1, columns, nodes, depth + 1)
  nodes.right[node] = nodes.column.length - node
  return readNode(words, middle, columns, nodes, depth + 1)
}
