/**
 * What a value becomes on its way into the database. PostgreSQL refuses NUL in text and neither database can hold a lone surrogate;
 * each becomes U+FFFD, one UTF-16 unit for one, so that offsets into a text stay true.
 */
export function storable(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed().replaceAll('\u0000', '\uFFFD')
  return Array.isArray(value) ? value.map(storable) : value
}

const FIXED_WIDTH = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

/** An ISO 8601 instant in the one spelling that compares as text. Throws `RangeError` for what is no date. */
export function instant(iso: string): string {
  return FIXED_WIDTH.test(iso) ? iso : new Date(iso).toISOString()
}

/** The day of an instant in UTC, e.g. `2026-11-24`. */
export function dayOf(iso: string): string {
  return instant(iso).slice(0, 10)
}

/** What `JSON.stringify` made of a `T`: only for columns that this store itself filled from that type. */
export function fromJson<T>(json: string): T {
  return JSON.parse(json) as T
}

/** `{ [name]: value }`, or nothing for null: optional properties are absent in the core, null in a table. */
export function optional<K extends string, V>(name: K, value: V | null | undefined): { readonly [key in K]?: V } {
  // A computed name widens to an index signature; the type above is what it builds.
  return (value === null || value === undefined ? {} : { [name]: value }) as { readonly [key in K]?: V }
}
