import type { Random } from '../lookup/random.ts'

/** The bytes of a feed as bad lines, disks and programs leave them: cut short, with bytes changed, lost, doubled or mixed up. */
export function damage(bytes: Uint8Array, random: Random): Uint8Array {
  const kind = random.below(5)
  if (kind === 0) return bytes.slice(0, random.below(bytes.length + 1))
  const broken = Array.from(bytes.subarray(0, 200_000))
  const times = 1 + random.below(kind === 1 ? 200 : 8)
  for (let time = 0; time < times; time += 1) {
    const at = random.below(broken.length + 1)
    const length = random.below(60)
    if (kind === 1) broken[at] = random.below(256)
    else if (kind === 2) broken.splice(at, length)
    else if (kind === 3) broken.splice(at, 0, ...broken.slice(at, at + length))
    else broken.splice(at, 0, ...broken.splice(random.below(broken.length + 1), length))
  }
  return Uint8Array.from(broken)
}
