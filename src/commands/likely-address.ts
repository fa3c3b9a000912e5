import { formatOfName } from '../sources/file/format.ts'

const HOST = /^((?:[\p{L}\d-]+\.)+\p{L}{2,}|localhost|\d{1,3}(?:\.\d{1,3}){3})(:\d{1,5})?([/?#].*)?$/iu
/** Those that a bare name is taken for a site by: any word may end the name of a file. */
const SITE = /^www\.|\.(?:\p{L}{2}|com|org|net|edu|gov|int|info)$/iu

/** The address that somebody perhaps meant who left out how it begins; undefined for what looks like none. */
export function likelyAddress(typed: string): string | undefined {
  const [, host = '', port = '', path = ''] = HOST.exec(typed) ?? []
  if (host === '') return undefined
  const isLocal = host.toLowerCase() === 'localhost' || /^[\d.]+$/u.test(host)
  if (!isLocal && port === '' && path === '' && (formatOfName(typed) !== undefined || !SITE.test(host)))
    return undefined
  return `${isLocal ? 'http' : 'https'}://${typed}`
}

/** What to do where there is no file of a name that is perhaps an address; '' where it is none, else what goes on a sentence. */
export function addressHint(typed: string): string {
  const url = /^https?:/iu.test(typed) ? URL.parse(typed) : null
  if (url !== null && url.username + url.password !== '')
    return '; an address of the web is read only without a name or password in it'
  if (url !== null) return '; what is at an address of the web is read by attache brief and attache import'
  if (/^https?:/iu.test(typed)) return '; as an address of the web it is not whole: write it as https://host/path'
  if (/^[a-z][a-z\d+.-]*:\/\//iu.test(typed))
    return '; of addresses only those are read that begin with https:// or http://: save what is there, and give the file'
  const address = likelyAddress(typed)
  return address === undefined ? '' : `; if it is the address of a page, write it as ${address}`
}
