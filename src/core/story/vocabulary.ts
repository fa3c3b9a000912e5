/**
 * Numbers for terms, and in how many documents each was seen. Only a 32-bit hash of a term is kept (FNV-1a), in typed arrays:
 * a million terms take 12 MB, where a `Map` of strings takes 100. Two terms that share a hash count as one; among a million
 * terms about a hundred pairs do.
 */
export class Vocabulary {
  #hashes = new Uint32Array(1 << 12)
  #slots = new Int32Array(1 << 12)
  #frequencies = new Uint32Array(1 << 11)
  #size = 0

  /** How many terms are known. */
  get size(): number {
    return this.#size
  }

  /** The number of a term, 0 for the first; a term that was never seen gets the next. */
  idOf(term: string): number {
    const hash = hashTerm(term)
    let slot = this.#find(hash)
    if ((this.#slots[slot] ?? 0) !== 0) return (this.#slots[slot] ?? 0) - 1
    if (this.#size * 2 >= this.#slots.length) {
      this.#grow()
      slot = this.#find(hash)
    }
    this.#hashes[slot] = hash
    this.#slots[slot] = ++this.#size
    return this.#size - 1
  }

  /** Counts one more document that has the term. */
  count(id: number): void {
    this.#frequencies[id] = (this.#frequencies[id] ?? 0) + 1
  }

  /** The number of documents counted for a term. */
  frequency(id: number): number {
    return this.#frequencies[id] ?? 0
  }

  /** Where a hash is, or the empty slot where it belongs. */
  #find(hash: number): number {
    const mask = this.#slots.length - 1
    // Neighbouring hashes of FNV differ in their low bits only, so the high ones are mixed in.
    let slot = (hash ^ (hash >>> 15)) & mask
    while ((this.#slots[slot] ?? 0) !== 0 && this.#hashes[slot] !== hash) slot = (slot + 1) & mask
    return slot
  }

  #grow(): void {
    const hashes = this.#hashes
    const slots = this.#slots
    this.#hashes = new Uint32Array(hashes.length * 2)
    this.#slots = new Int32Array(slots.length * 2)
    slots.forEach((value, at) => {
      if (value === 0) return
      const slot = this.#find(hashes[at] ?? 0)
      this.#hashes[slot] = hashes[at] ?? 0
      this.#slots[slot] = value
    })
    const frequencies = new Uint32Array(this.#slots.length / 2)
    frequencies.set(this.#frequencies)
    this.#frequencies = frequencies
  }
}

function hashTerm(term: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < term.length; at++) {
    const unit = term.charCodeAt(at)
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193)
    hash = Math.imul(hash ^ (unit >>> 8), 0x01000193)
  }
  return hash >>> 0
}
