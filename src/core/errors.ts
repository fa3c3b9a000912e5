/**
 * What went wrong with a post, by what the sender does next. A platform's `post` and `find` throw one of these or an error
 * that nobody foresaw, which counts as `AmbiguousError`: nothing is known, so it is looked for before it is sent again.
 */

/** Not posted, and it may work later: a 429, a connection refused before anything was sent. */
export class LaterError extends Error {
  /** Milliseconds to wait; undefined where the platform did not say. */
  readonly afterMs: number | undefined
  constructor(message: string, afterMs?: number, options?: ErrorOptions) {
    super(message, options)
    this.name = 'LaterError'
    this.afterMs = afterMs
  }
}

/** Perhaps posted, perhaps not: a timeout, a 5xx, a connection that broke under way. */
export class AmbiguousError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'AmbiguousError'
  }
}

/** The target will not take anything again: channel gone, no access, archived, token revoked. The digest stops. */
export class GoneError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'GoneError'
  }
}

/** This one message is refused for what it is; others to the same target may work. */
export class RefusedError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'RefusedError'
  }
}

/** Something a person did that can be mended; the message says what is wrong, where, and how, in words fit for a channel. */
export class InputError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'InputError'
  }
}
