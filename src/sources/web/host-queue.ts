/** Lets so many pieces of work a host go on at once; the others wait in the order in which they came. */
export interface HostQueue {
  run<Result>(host: string, work: () => Promise<Result>): Promise<Result>
}

export function createHostQueue(atOnce: number): HostQueue {
  const hosts = new Map<string, { running: number; readonly waiting: (() => void)[] }>()
  return {
    async run(host, work) {
      const line = hosts.get(host) ?? { running: 0, waiting: [] }
      hosts.set(host, line)
      if (line.running >= atOnce) await new Promise<void>((resolve) => line.waiting.push(resolve))
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
