/**
 * What went wrong, by what is done next. With a post: a platform's `post` and `find` throw one of the first four or an error that nobody
 * foresaw, which counts as `AmbiguousError`: nothing is known, so it is looked for before it is sent again.
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

/** It cannot be told whether a message is there, and asking again will not help: its history is closed to the desk. */
export class ClosedError extends AmbiguousError {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'ClosedError'
  }
}

/** Nobody foresaw what went wrong, so that nothing is known; the cause says what it was. */
export class UnforeseenError extends AmbiguousError {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'UnforeseenError'
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

/** Another process runs the desk over this database, which takes one at a time. */
export class InUseError extends InputError {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'InUseError'
  }
}

/** What is wrong with one field of a form. */
export interface FieldProblem<Field extends string = string> {
  readonly field: Field
  readonly what: string
}

/** A form that cannot be taken: all that is wrong with it, to be shown at its fields, or as the message where there are none. */
export class FormError<Field extends string = string> extends InputError {
  readonly problems: readonly FieldProblem<Field>[]
  /** `names`: what people read for a field. */
  constructor(problems: readonly FieldProblem<Field>[], names: Readonly<Record<Field, string>>) {
    super(problems.map(({ field, what }) => `${names[field]}: ${what}`).join('\n'))
    this.name = 'FormError'
    this.problems = problems
  }
}

/**
 * The database cannot serve just now: the disk is full, the file locked or damaged, the server away. What was asked of it is not done, or
 * all of it is; nothing by halves. The message says what is wrong and how to mend it; whoever runs in beats tries again at the next.
 */
export class StoreError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StoreError'
  }
}

const FORESEEN = [LaterError, AmbiguousError, GoneError, RefusedError, InputError, StoreError]

/** Whether an error's message tells all that somebody needs to know of it; of any other its place in the code matters. */
export function isForeseen(error: unknown): boolean {
  return FORESEEN.some((kind) => error instanceof kind) && !(error instanceof UnforeseenError)
}
