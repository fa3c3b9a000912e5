/** Text that a PDF places with one position: a word, a line, or part of either. Units are points (1/72 inch). */
export interface Run {
  readonly text: string
  /** From the left edge of the page as it is read. */
  readonly x: number
  /** Its baseline, from the top edge. */
  readonly y: number
  readonly width: number
  readonly size: number
  /** Tells fonts apart within one file; not their names. */
  readonly font: string
  readonly rightToLeft: boolean
}

export interface PdfPage {
  readonly width: number
  readonly height: number
  readonly runs: readonly Run[]
}

/** What pdf.js says of a piece of text; `transform` leads from its own axes to the page's. */
export interface TextItem {
  readonly str: string
  readonly dir: string
  readonly transform: readonly number[]
  readonly width: number
  readonly fontName: string
}

/** A page as it is shown: `transform` leads from its own axes, which point upwards, to those of the screen. */
export interface View {
  readonly width: number
  readonly height: number
  readonly transform: readonly number[]
}

/** Which way a text runs: to the right, down, to the left, up. */
type Way = 0 | 1 | 2 | 3

/** A text that runs less straight than this (height by length) is a watermark. */
const STRAIGHT = 0.05

/** Places a page's text as it is read: the way that most of it runs is to the right. What runs another way are marks, and left out. */
export function placeRuns(items: readonly TextItem[], view: View): PdfPage {
  const placed = items.flatMap((item) => placeRun(item, view.transform) ?? [])
  const letters = [0, 0, 0, 0]
  for (const { way, run } of placed) letters[way] = (letters[way] ?? 0) + run.text.length
  const most = letters.indexOf(Math.max(...letters))
  const { width, height } = view
  const turn = {
    0: ({ x, y }: Run) => ({ x, y }),
    1: ({ x, y }: Run) => ({ x: y, y: width - x }),
    2: ({ x, y }: Run) => ({ x: width - x, y: height - y }),
    3: ({ x, y }: Run) => ({ x: height - y, y: x }),
  }
  const runs = placed.filter(({ way }) => way === most).map(({ way, run }) => ({ ...run, ...turn[way](run) }))
  return most % 2 === 0 ? { width, height, runs } : { width: height, height: width, runs }
}

function placeRun(item: TextItem, view: readonly number[]): { readonly way: Way; readonly run: Run } | undefined {
  if (item.str === '') return undefined
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = item.transform
  const [va = 1, vb = 0, vc = 0, vd = -1, ve = 0, vf = 0] = view
  const along = { x: va * a + vc * b, y: vb * a + vd * b }
  const size = Math.hypot(va * c + vc * d, vb * c + vd * d)
  const way = wayOf(along)
  if (size === 0 || way === undefined) return undefined
  const run = {
    text: item.str,
    x: va * e + vc * f + ve,
    y: vb * e + vd * f + vf,
    width: item.width,
    size,
    font: item.fontName,
    rightToLeft: item.dir === 'rtl',
  }
  return { way, run }
}

function wayOf({ x, y }: { readonly x: number; readonly y: number }): Way | undefined {
  if (Math.abs(y) < Math.abs(x) * STRAIGHT) return x > 0 ? 0 : 2
  if (Math.abs(x) < Math.abs(y) * STRAIGHT) return y > 0 ? 1 : 3
  return undefined
}
