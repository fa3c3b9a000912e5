import { randomUUID } from 'node:crypto'
import { formProblems, viewFormProblems } from './block-schema.ts'
import { messageBlocks, view } from './block-types.ts'
import { ELEMENTS } from './element-types.ts'
import { isObject, type JsonObject, objectsOf, stringOf } from './json.ts'
import { LIMITS } from './limits.ts'

/** What Slack would refuse in these blocks, each problem with its path; empty if nothing. */
export function blockProblems(blocks: readonly unknown[]): string[] {
  const problems: string[] = []
  messageBlocks(blocks, '/blocks', problems)
  // Told once: what the tables find, the schema would mostly find again.
  if (problems.length === 0) problems.push(...formProblems(blocks, '/blocks'))
  return [...problems, ...repeatedIds(objectsOf(blocks), '/blocks')]
}

/** What Slack would refuse in this modal or Home tab. Paths start at the view, as in Slack's answers. */
export function viewProblems(given: unknown): string[] {
  const problems: string[] = []
  view(given, '/view', problems)
  if (problems.length === 0) problems.push(...viewFormProblems(given))
  if (JSON.stringify(given ?? null).length > LIMITS.viewBytes) problems.push('view is too large [json-pointer:/view]')
  const blocks = isObject(given) ? objectsOf(given.blocks) : []
  return [...problems, ...repeatedIds(blocks, '/view/blocks')]
}

/** The sum of the lengths of all `text` strings, as counted in slackapi/bolt-js#2867. */
export function textTotalOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + textTotalOf(item), 0)
  if (!isObject(value)) return 0
  return Object.entries(value).reduce(
    (sum, [name, field]) => sum + (name === 'text' && typeof field === 'string' ? field.length : textTotalOf(field)),
    0,
  )
}

/** The blocks with the ids that Slack makes up where the app gave none. */
export function withIds(blocks: readonly JsonObject[]): JsonObject[] {
  const named = (element: unknown) =>
    isObject(element) && Object.hasOwn(ELEMENTS, stringOf(element.type)) && element.type !== 'image'
      ? { action_id: randomUUID().slice(0, 5), ...element }
      : element
  return blocks.map((block) => ({
    block_id: randomUUID().slice(0, 5),
    ...block,
    ...(Array.isArray(block.elements) ? { elements: block.elements.map(named) } : {}),
    ...(block.accessory === undefined ? {} : { accessory: named(block.accessory) }),
    ...(block.element === undefined ? {} : { element: named(block.element) }),
  }))
}

/** Every interactive element of these blocks, with the id of its block. */
export function elementsOf(blocks: readonly JsonObject[]): { blockId: string; element: JsonObject }[] {
  return blocks.flatMap((block) => {
    const held = [...objectsOf(block.elements), ...objectsOf([block.accessory]), ...objectsOf([block.element])]
    return held.map((element) => ({ blockId: stringOf(block.block_id), element }))
  })
}

/** block_id is unique in a message, action_id in a block: types blocks.d.ts Block, extensions.d.ts Action. */
function repeatedIds(blocks: readonly JsonObject[], path: string): string[] {
  const repeated = (ids: readonly unknown[]) => ids.find((id, index) => id !== undefined && ids.indexOf(id) !== index)
  const block = repeated(blocks.map(({ block_id: id }) => id))
  const problems = block === undefined ? [] : [`block_id already exists: ${String(block)} [json-pointer:${path}]`]
  blocks.forEach((entry, index) => {
    const action = repeated(objectsOf(entry.elements).map(({ action_id: id }) => id))
    if (action === undefined) return
    problems.push(`action_id already exists: ${String(action)} [json-pointer:${path}/${index}/elements]`)
  })
  return problems
}
