import type { Attachment } from 'discord.js'
import { InputError } from '../../core/errors.ts'
import { gatherBytes, type PointedFile } from '../../core/pointing.ts'

/** Where Discord keeps what people upload: docs.discord.com/developers/reference, Signed Attachment CDN URLs. */
const FILE_HOSTS: ReadonlySet<string> = new Set(['https://cdn.discordapp.com', 'https://media.discordapp.net'])

export interface FileOptions {
  /** Base of the REST API, where that is not Discord’s own. */
  readonly apiUrl?: string
}

/** Files on a message or in a command’s option. Nothing is fetched before it is asked for; no token goes along. */
export function filesOf(attachments: Iterable<Attachment>, options: FileOptions): PointedFile[] {
  return [...attachments].map((attachment) => {
    const { url, size, contentType } = attachment
    const names = { name: nameOf(attachment), ...(contentType === null ? {} : { type: contentType }) }
    return {
      kind: 'file',
      ...names,
      size,
      fetch: async (most, signal) => ({ ...names, bytes: await download(url, options, most, signal) }),
    }
  })
}

/** A file whose name has letters that addresses do not take has a title, which is that name without its ending. */
function nameOf({ name, title }: Attachment): string {
  if (title === null) return name
  const ending = /\.[A-Za-z0-9]{1,8}$/u.exec(name)?.[0] ?? ''
  return title.toLowerCase().endsWith(ending.toLowerCase()) ? title : title + ending
}

async function download(url: string, { apiUrl }: FileOptions, most: number, signal: AbortSignal): Promise<Uint8Array> {
  const address = URL.parse(url)
  if (address === null || !isOnFileHost(address, apiUrl))
    throw new InputError('it does not lie on Discord’s file host, and is not fetched')
  const { status, body } = await fetch(address, { redirect: 'manual', signal })
  if (status !== 200 || body === null) {
    await body?.cancel()
    if (status === 404 || status === 403) throw new InputError('it was deleted, or its link has run out')
    throw new InputError(`Discord does not give it just now (${status})`)
  }
  const bytes = await gatherBytes(body, most)
  if (bytes === undefined) throw new InputError(`it is larger than ${Math.floor(most / 1024 / 1024)} MB`)
  return bytes
}

/** In place of Discord there may be a proxy or a test. */
function isOnFileHost({ origin, username, password }: URL, apiUrl: string | undefined): boolean {
  const isHost = FILE_HOSTS.has(origin) || (apiUrl !== undefined && origin === URL.parse(apiUrl)?.origin)
  return isHost && username === '' && password === ''
}
