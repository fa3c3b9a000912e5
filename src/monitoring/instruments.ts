import { type Family, type Labels, printLabels, type Sample } from './exposition.ts'

type Labelled<Name extends string> = Readonly<Record<Name, string>>

/** Something that only grows while the process lives. */
export interface Counter<Name extends string> {
  /** `by` is 0 or more; with 0 the series is there before anything has happened, so that its first rise shows as one. */
  add(labels: Labelled<Name>, by?: number): void
  family(): Family
}

export function createCounter<Name extends string = never>(name: string, help: string): Counter<Name> {
  const series = new Map<string, { readonly labels: Labels; value: number }>()
  return {
    add(labels, by = 1) {
      seriesOf(series, labels, () => ({ labels, value: 0 })).value += by
    },
    family() {
      return { name, type: 'counter', help, samples: [...series.values()] }
    },
  }
}

/** How often something took how long. */
export interface Histogram<Name extends string> {
  /** In seconds; less than none (a clock that was put back) counts as none. */
  take(labels: Labelled<Name>, seconds: number): void
  family(): Family
}

interface Distribution {
  readonly labels: Labels
  /** For each bound, how many were no more than it and more than the one before. */
  readonly counts: number[]
  sum: number
  count: number
}

/** `bounds` in seconds, ascending; what is more than the last is counted too. */
export function createHistogram<Name extends string = never>(
  name: string,
  help: string,
  bounds: readonly number[],
): Histogram<Name> {
  const series = new Map<string, Distribution>()
  return {
    take(labels, seconds) {
      const value = Math.max(0, seconds)
      const taken = seriesOf(series, labels, () => ({ labels, counts: bounds.map(() => 0), sum: 0, count: 0 }))
      const bucket = bounds.findIndex((bound) => value <= bound)
      if (bucket >= 0) taken.counts[bucket] = (taken.counts[bucket] ?? 0) + 1
      taken.sum += value
      taken.count += 1
    },
    family() {
      return { name, type: 'histogram', help, samples: series.values().flatMap(samplesOf).toArray() }
    },
  }

  function samplesOf({ labels, counts, sum, count }: Distribution): Sample[] {
    let below = 0
    const buckets = bounds.map((bound, index): Sample => {
      below += counts[index] ?? 0
      return { suffix: '_bucket', labels: { ...labels, le: String(bound) }, value: below }
    })
    return [
      ...buckets,
      { suffix: '_bucket', labels: { ...labels, le: '+Inf' }, value: count },
      { suffix: '_sum', labels, value: sum },
      { suffix: '_count', labels, value: count },
    ]
  }
}

function seriesOf<Series>(all: Map<string, Series>, labels: Labels, begin: () => Series): Series {
  const key = printLabels(labels)
  const known = all.get(key)
  if (known !== undefined) return known
  const series = begin()
  all.set(key, series)
  return series
}
