/** `{ [key]: value }`, or nothing for undefined: a property that is not known is absent. */
export function optional<Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): { readonly [Name in Key]?: Value } {
  // A computed key widens to an index signature; the object has this key or none.
  return (value === undefined ? {} : { [key]: value }) as { readonly [Name in Key]?: Value }
}
