/** So many requests to one host go on at once. */
export const AT_ONCE_A_HOST = 2

/** Lets so many pieces of work a host go on at once; the others wait in the order in which they came. */
export interface HostQueue {
  /** Work that waits when the signal aborts is never begun: it leaves the line, and the signal's reason is thrown. */
  run<Result>(host: string, work: () => Promise<Result>, signal?: AbortSignal): Promise<Result>
}

interface Line {
  running: number
  readonly waiting: (() => void)[]
}

export function createHostQueue(atOnce: number): HostQueue {
  const hosts = new Map<string, Line>()
  return {
    async run(host, work, signal) {
      const line = hosts.get(host) ?? { running: 0, waiting: [] }
      hosts.set(host, line)
      if (line.running >= atOnce) await waitIn(line, signal)
      else line.running += 1
      try {
        return await work()
      } finally {
        // The place goes to whoever waits longest, without becoming free in between.
        const next = line.waiting.shift()
        if (next !== undefined) next()
        else line.running -= 1
        if (line.running === 0) hosts.delete(host)
      }
    },
  }
}

function waitIn({ waiting }: Line, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = () => {
      waiting.splice(waiting.indexOf(begin), 1)
      reject(signal?.reason)
    }
    const begin = () => {
      signal?.removeEventListener('abort', leave)
      resolve()
    }
    if (signal?.aborted === true) {
      reject(signal.reason)
      return
    }
    waiting.push(begin)
    signal?.addEventListener('abort', leave, { once: true })
  })
}
