/** Campaign parameters change from reader to reader, the page does not; nor does the place in it. `link` is an absolute address. */
export function withoutTracking(link: string): string {
  const url = new URL(link)
  for (const name of [...url.searchParams.keys()])
    if (/^(?:utm_|fbclid$|gclid$|mc_)/u.test(name)) url.searchParams.delete(name)
  url.hash = ''
  return url.href
}

/**
 * What tells one place of a text from another: the address that people can open, http or https, with or without a slash at its end and
 * without tracking; the location where there is none.
 */
export function placeKey({ link, location }: { readonly link?: string; readonly location: string }): string {
  if (link === undefined || !URL.canParse(link)) return location
  const url = new URL(withoutTracking(link))
  return `//${url.host}${url.pathname.replace(/\/+$/u, '')}${url.search}`
}

/** Those whose places are neither that of `first` nor one another's, in their order. */
export function otherPlaces<Place extends { readonly link?: string; readonly location: string }>(
  first: { readonly link?: string; readonly location: string },
  places: readonly Place[],
): Place[] {
  const seen = new Set([placeKey(first)])
  return places.filter((place) => {
    const key = placeKey(place)
    return !seen.has(key) && seen.add(key)
  })
}
