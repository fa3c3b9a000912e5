/**
 * Which stories have a term: one linked list a term, newest story first, all in two growing typed arrays (8 bytes an entry).
 */
export class Postings {
  #heads = new Int32Array(1 << 12)
  #stories = new Int32Array(1 << 14)
  #next = new Int32Array(1 << 14)
  #size = 0

  add(term: number, story: number): void {
    if (term >= this.#heads.length) this.#heads = enlarge(this.#heads, term + 1)
    if (this.#size === this.#stories.length) {
      this.#stories = enlarge(this.#stories, this.#size + 1)
      this.#next = enlarge(this.#next, this.#size + 1)
    }
    this.#stories[this.#size] = story
    this.#next[this.#size] = this.#heads[term] ?? 0
    this.#heads[term] = ++this.#size
  }

  /** Calls back with each story that has the term, newest entry first, at most `limit` of them. */
  visit(term: number, limit: number, see: (story: number) => void): void {
    let entry = this.#heads[term] ?? 0
    for (let seen = 0; entry !== 0 && seen < limit; seen++) {
      see(this.#stories[entry - 1] ?? 0)
      entry = this.#next[entry - 1] ?? 0
    }
  }
}

function enlarge(array: Int32Array<ArrayBuffer>, least: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(least, array.length * 2))
  larger.set(array)
  return larger
}
