import type { FoundDocument } from './document.ts'
import type { InputError } from './errors.ts'
import { webAddress } from './one-line.ts'

/** At most so many things that one message points at are read. */
export const MOST_POINTED_AT = 3
/** More is no address that anybody gave out. */
const LONGEST_ADDRESS = 4_096

/** What somebody points at in a conversation: a page, or a file that hangs on a message. */
export type Pointed = PointedPage | PointedFile

export interface PointedPage {
  readonly kind: 'page'
  /** http or https. */
  readonly address: string
}

export interface PointedFile {
  readonly kind: 'file'
  /** As whoever made it calls it; '' where that is not known before it is fetched. */
  readonly name: string
  /** The media type that the platform gives it. */
  readonly type?: string
  /** In bytes, as the platform says. */
  readonly size?: number
  /** Why it cannot be had, where that is known already. */
  readonly trouble?: string
  /** Throws `InputError` if it cannot be had or is larger than `most` bytes, else what fetching throws. */
  fetch(most: number, signal: AbortSignal): Promise<FetchedFile>
}

export interface FetchedFile {
  readonly name: string
  readonly type?: string
  readonly bytes: Uint8Array
}

/** What is there, before it has a place among the documents of a conversation. */
export type ReadText = Omit<FoundDocument, 'location' | 'topic'>

/** Reads pages and files for people who point at them. */
export interface Reading {
  /**
   * What each of them holds, in their order, or why it is not read, in words for a person that begin with what is meant. Never rejects,
   * and takes no longer than people wait: what is not there by then counts as unread.
   */
  read(things: readonly Pointed[]): Promise<readonly (ReadText | InputError)[]>
  close(): void
}

const ADDRESS = /https?:\/\/[^\s<>"“”„«»|]{1,4096}/giu

/** The http(s) addresses in a plain text, each once, in their order. What closes a sentence or a bracket around one is no part of it. */
export function addressesIn(text: string): string[] {
  const found = [...text.matchAll(ADDRESS)].map(([whole]) => webAddress(trimEnd(whole), LONGEST_ADDRESS))
  return [...new Set(found.filter((address) => address !== undefined))]
}

/** A text without the addresses in it. */
export function withoutAddresses(text: string): string {
  return text.replace(ADDRESS, (whole) => ` ${whole.slice(trimEnd(whole).length)}`).trim()
}

/** The addresses, where what was typed is nothing but such; else none. */
export function addressesTyped(typed: string): string[] {
  const words = typed.split(/\s+/u).filter((word) => word !== '')
  const addresses = words.map((word) => (/^https?:\/\//iu.test(word) ? webAddress(word, LONGEST_ADDRESS) : undefined))
  return addresses.every((address) => address !== undefined) ? [...new Set(addresses)] : []
}

/** What people call it: the name of a file, the site of a page. */
export function nameOf(thing: Pointed): string {
  if (thing.kind === 'file') return thing.name || 'the file'
  return URL.parse(thing.address)?.hostname ?? thing.address
}

/** The bytes of a body, read up to `most`. Undefined if there are more, and the rest is not asked for. */
export async function gatherBytes(body: AsyncIterable<Uint8Array>, most: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  // Leaving the loop closes the body.
  for await (const chunk of body) {
    size += chunk.length
    if (size > most) return undefined
    chunks.push(chunk)
  }
  const bytes = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}

function trimEnd(address: string): string {
  let end = address.length
  // How many round brackets are open at the end; one that closes none within the address, unlike that of `/wiki/Minsk_(city)`, is the text's.
  let open = countOf('(', address) - countOf(')', address)
  for (;;) {
    const last = address[end - 1] ?? ''
    const isUnopened = last === ')' && open < 0
    if (!isUnopened && !/[.,;:!?'’…\]}*_~`]/u.test(last)) return address.slice(0, end)
    if (isUnopened) open += 1
    end -= 1
  }
}

function countOf(sign: string, text: string): number {
  return text.split(sign).length - 1
}
