import type { PlatformName } from './delivery.ts'
import type { Desk } from './ports.ts'

/**
 * Where people are heard by one process at a time, though any may post: Discord's gateway. The desk opens it in the process that holds
 * its lease, once its platform has started.
 */
export interface Ear {
  /** As people read it, and the name of its lease. */
  readonly name: string
  readonly platform: PlatformName
  /**
   * Hands what people say and press to the desk from now on; resolves once it does. Throws `InputError` with what to mend, else an error
   * after which it may be opened again. `onLost` is told why an open ear heard nothing any more of itself: the same two kinds; it is
   * closed then.
   */
  open(desk: Desk, onLost: (reason: Error) => void): Promise<void>
  /** Breaks off at once what is being opened. Nothing is heard any more once it has resolved; what was heard is still answered. */
  close(): Promise<void>
}
