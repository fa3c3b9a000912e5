import { z } from 'zod'

/** More addresses than these in one list are a list of another kind. */
const MOST_ADDRESSES = 200

/** A list of addresses in a file, e.g. of `what` = “pages”. */
export function webAddresses(what: string, example: string) {
  const hint = `list addresses such as ${example}, without a name or password`
  return z
    .array(z.string(hint).trim().refine(isWebAddress, hint), hint)
    .max(MOST_ADDRESSES, `at most ${MOST_ADDRESSES} ${what}`)
    .default([])
}

function isWebAddress(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && /^https?:$/u.test(url.protocol) && url.username === '' && url.password === ''
}
