import type { Answer } from './answers.ts'
import type { JsonObject } from './json.ts'
import type { Workspace } from './workspace.ts'

/** A file as a person uploads it. */
export interface Upload {
  name: string
  content: Uint8Array | string
  mimetype?: string
  /** what Slack says its size is; its own unless told */
  size?: number
  /** in place of the fake's own host */
  address?: string
  /** the app sees no more of it than that it should ask: Slack Connect */
  mustBeLookedUp?: boolean
  /** where the file host leads on to, instead of giving it */
  leadsTo?: string
  /** more of the file object, e.g. `{ mode: 'tombstone' }` */
  fields?: JsonObject
}

/** The login page that Slack shows, with status 200, to whoever may not have a file. */
const LOGIN = '<!DOCTYPE html><html lang="en-US"><head><title>Sign in | Slack</title></head><body>Sign in</body></html>'

/**
 * Slack's file host: who asks with the bot's token and has `files:read` gets a file, anybody else a page to log in.
 * https://docs.slack.dev/reference/objects/file-object
 */
export class Files {
  readonly #workspace: Workspace
  readonly #isAllowed: (authorization: string | undefined) => boolean
  readonly #origin: () => string
  readonly #uploads = new Map<string, Upload>()
  /** what the host was asked for, and with what */
  readonly requests: { path: string; authorization: string | undefined }[] = []

  constructor(workspace: Workspace, isAllowed: (authorization: string | undefined) => boolean, origin: () => string) {
    this.#workspace = workspace
    this.#isAllowed = isAllowed
    this.#origin = origin
  }

  /** The file object as a message carries it. */
  add(upload: Upload): JsonObject {
    const id = this.#workspace.nextId('F')
    this.#uploads.set(id, upload)
    if (upload.mustBeLookedUp !== true) return this.#present(id, upload)
    const created = Math.floor(this.#workspace.now() / 1000)
    return { id, created, timestamp: created, mode: 'file_access', file_access: 'check_file_info' }
  }

  /** What `files.info` tells; undefined for a file that is not there. */
  info(id: string): JsonObject | undefined {
    const upload = this.#uploads.get(id)
    return upload === undefined ? undefined : this.#present(id, upload)
  }

  answer(path: string, authorization: string | undefined): Answer {
    this.requests.push({ path, authorization })
    const id = /-(F\w+)\//u.exec(path)?.[1] ?? ''
    const upload = this.#uploads.get(id)
    const isTaken = path.endsWith('/taken')
    if (!isTaken && !this.#isAllowed(authorization)) {
      return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: LOGIN }
    }
    if (upload === undefined) return { status: 404, body: '' }
    if (upload.leadsTo !== undefined && !isTaken)
      return { status: 302, headers: { location: upload.leadsTo }, body: '' }
    const type = upload.mimetype ?? 'application/octet-stream'
    return { status: 200, headers: { 'content-type': type }, body: upload.content }
  }

  #present(id: string, { name, content, mimetype, size, address, fields }: Upload): JsonObject {
    const path = `/files-pri/${this.#workspace.identity.teamId}-${id}/`
    const url = address ?? `${this.#origin()}${path}download/${encodeURIComponent(name)}`
    return {
      id,
      created: Math.floor(this.#workspace.now() / 1000),
      name,
      title: name,
      mimetype: mimetype ?? 'application/octet-stream',
      size: size ?? Buffer.byteLength(content),
      mode: 'hosted',
      is_external: false,
      url_private: url,
      url_private_download: url,
      file_access: 'visible',
      ...fields,
    }
  }
}
