import { describe, expect, it } from 'vitest'
import { Changes } from './changes.ts'

describe('waiting', () => {
  it('ends at the change itself', async () => {
    const changes = new Changes()
    let reached = false
    const told = changes.until(() => reached, 'the change', 1_000).then(() => 'told')
    reached = true
    changes.notify()
    // The next turn of the event loop comes before any timer could have looked.
    const turn = new Promise((resolve) => setImmediate(() => resolve('not told')))
    expect(await Promise.race([told, turn])).toBe('told')
  })

  it('sees what no change announced', async () => {
    let reached = false
    setImmediate(() => {
      reached = true
    })
    await expect(new Changes().until(() => reached, 'it', 1_000)).resolves.toBeUndefined()
  })

  it('fails by name, and with what the look threw', async () => {
    await expect(new Changes().until(() => false, 'the digest', 5)).rejects.toThrow('still waiting for the digest')
    const broken = () => {
      throw new Error('bad look')
    }
    await expect(new Changes().until(broken, 'it', 1_000)).rejects.toThrow('bad look')
  })
})
