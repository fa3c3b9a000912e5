import { attribute, findElements, type Parent } from '../text/html-tree.ts'

const PAGE_PARAMETERS = ['page', 'p', 'pg', 'pagewanted', 'seite', 'pagina']

/**
 * The address of the part with this number (from 2) of an article that is spread over several pages: the first part's address with the number
 * (`?page=2`, `/2`, `-2.html`), if the page links to it. `rel="next"` alone also leads to other articles.
 */
export function findPart(page: Parent, first: string, number: number): string | undefined {
  const base = URL.parse(first)
  if (base === null) return undefined
  for (const link of findElements(page, ({ tagName }) => tagName === 'a' || tagName === 'link')) {
    const there = URL.parse(attribute(link, 'href') ?? '', base.href)
    if (there !== null && there.host === base.host && isPart(there, base, number)) return there.href
  }
  return undefined
}

function isPart(there: URL, base: URL, number: number): boolean {
  const [name, ending] = splitPath(base)
  const path = there.pathname.replace(/\/+$/u, '')
  if (path.length > name.length && path.startsWith(name) && path.endsWith(ending) && there.search === base.search) {
    const suffix = path.slice(name.length, path.length - ending.length)
    return /^[/_,-](?:page[/_-]?|seite[/_-]?|p)?(\d{1,2})$/u.exec(suffix)?.[1] === String(number)
  }
  return (
    there.pathname === base.pathname && PAGE_PARAMETERS.some((parameter) => isNumbered(there, base, parameter, number))
  )
}

function isNumbered(there: URL, base: URL, parameter: string, number: number): boolean {
  const [rest, before] = [new URLSearchParams(there.search), new URLSearchParams(base.search)]
  if (rest.get(parameter) !== String(number)) return false
  rest.delete(parameter)
  before.delete(parameter)
  return rest.toString() === before.toString()
}

/** A path without its ending, and the ending: `/story`, `.html`. */
function splitPath({ pathname }: URL): [name: string, ending: string] {
  const [, name = '', ending = ''] = /^(.*?)(\.\p{L}{2,5})?\/*$/u.exec(pathname) ?? []
  return [name, ending]
}
