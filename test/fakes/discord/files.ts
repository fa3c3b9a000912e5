import type { IncomingMessage, ServerResponse } from 'node:http'

/** A file on a message or in a command's option, with what Discord's payloads say of it and what its host gives. */
export interface Attachment {
  id: string
  filename: string
  title?: string
  contentType?: string
  /** as Discord says it; its own unless told */
  size?: number
  content?: Uint8Array | string
  /** in place of the fake's own host */
  url?: string
}

/** Discord's file host, which asks for no token and should see none. */
export interface Files {
  /** `http://127.0.0.1:port`; until it is known, Discord's own */
  origin: string
  readonly contents: Map<string, Uint8Array | string>
  readonly requests: { readonly path: string; readonly authorization: string | undefined }[]
}

export function createFiles(): Files {
  return { origin: 'https://cdn.discordapp.com', contents: new Map(), requests: [] }
}

/** docs: resources/message, Attachment Structure */
export function attachmentPayload(files: Files, channelId: string, attachment: Attachment): object {
  const { id, filename, title, contentType, content = '', size } = attachment
  files.contents.set(id, content)
  const url = attachment.url ?? `${files.origin}/attachments/${channelId}/${id}/${encodeURIComponent(filename)}`
  return {
    id,
    filename,
    size: size ?? Buffer.byteLength(content),
    url,
    proxy_url: url,
    ...(title === undefined ? {} : { title }),
    ...(contentType === undefined ? {} : { content_type: contentType }),
  }
}

/** False for paths that are not of files. */
export function serveFile({ contents, requests }: Files, request: IncomingMessage, response: ServerResponse): boolean {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost')
  const id = /^\/attachments\/\d+\/(\d+)\//u.exec(pathname)?.[1]
  if (id === undefined) return false
  requests.push({ path: pathname, authorization: request.headers.authorization })
  const content = contents.get(id)
  response.writeHead(content === undefined ? 404 : 200).end(content)
  return true
}
