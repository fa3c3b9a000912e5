import { ButtonStyle, ComponentType } from 'discord.js'
import { z } from 'zod'
import { problem } from './api-errors.ts'
import { checkLength, type Problems } from './forms.ts'
import { LIMITS } from './limits.ts'

const selectOption = z.object({
  label: z.string(),
  value: z.string(),
  description: z.string().nullish(),
  default: z.boolean().optional(),
})

/**
 * A component of a message or modal, of any type. One loose shape: which fields a type needs is checked by
 * `checkMessageComponents` and `checkModalComponents`, and fields unknown here are kept as they came.
 */
const componentSchema = z.looseObject({
  type: z.int(),
  id: z.int().optional(),
  custom_id: z.string().optional(),
  label: z.string().nullish(),
  description: z.string().nullish(),
  style: z.int().optional(),
  url: z.string().optional(),
  disabled: z.boolean().optional(),
  placeholder: z.string().nullish(),
  min_values: z.int().nullish(),
  max_values: z.int().nullish(),
  min_length: z.int().nullish(),
  max_length: z.int().nullish(),
  required: z.boolean().nullish(),
  value: z.string().nullish(),
  content: z.string().optional(),
  options: z.array(selectOption).optional(),
  get components(): z.ZodOptional<z.ZodArray<typeof componentSchema>> {
    return z.array(componentSchema).optional()
  },
  get component(): z.ZodOptional<typeof componentSchema> {
    return componentSchema.optional()
  },
  get accessory(): z.ZodOptional<typeof componentSchema> {
    return componentSchema.optional()
  },
})

export type Component = z.infer<typeof componentSchema>
export const componentList = z.array(componentSchema)

type Path = readonly (string | number)[]

const SELECTS: readonly number[] = [
  ComponentType.StringSelect,
  ComponentType.UserSelect,
  ComponentType.RoleSelect,
  ComponentType.MentionableSelect,
  ComponentType.ChannelSelect,
]
const V2_TOP_LEVEL: readonly number[] = [
  ComponentType.ActionRow,
  ComponentType.Section,
  ComponentType.TextDisplay,
  ComponentType.MediaGallery,
  ComponentType.File,
  ComponentType.Separator,
  ComponentType.Container,
]

/** Every component of a tree with its path in the form, parents first. */
export function* walkComponents(components: readonly Component[], path: Path = []): Generator<[Component, Path]> {
  for (const [index, component] of components.entries()) {
    const here = [...path, index]
    yield [component, here]
    if (component.components) yield* walkComponents(component.components, [...here, 'components'])
    for (const key of ['component', 'accessory'] as const) {
      const child = component[key]
      if (!child) continue
      yield [child, [...here, key]]
    }
  }
}

/** Checks the components of a message; `v2` says whether the message carries IS_COMPONENTS_V2. */
export function checkMessageComponents(components: readonly Component[], v2: boolean, problems: Problems): void {
  const root: Path = ['components']
  if (!v2) checkLength(problems, root, components, LIMITS.components.rows)
  const allowed: readonly number[] = v2 ? V2_TOP_LEVEL : [ComponentType.ActionRow]
  for (const [index, component] of components.entries()) {
    if (!allowed.includes(component.type)) problems.push(problem.choices([...root, index, 'type'], allowed))
  }
  const all = [...walkComponents(components, root)]
  if (v2) {
    if (all.length > LIMITS.components.total) problems.push(problem.length(root, 1, LIMITS.components.total))
    const text = all.reduce((sum, [component]) => sum + (component.content?.length ?? 0), 0)
    if (text > LIMITS.components.text) {
      const message = `The maximum displayable text size is ${LIMITS.components.text} characters`
      problems.push({ path: root, code: 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED', message })
    }
  }
  for (const [component, path] of all) checkComponent(component, path, problems)
  checkUniqueIds(all, problems)
}

/** Checks the components of a modal: text inputs in rows, or labels around inputs, with plain text between. */
export function checkModalComponents(components: readonly Component[], problems: Problems): void {
  const root: Path = ['components']
  checkLength(problems, root, components, LIMITS.modal.components, 1)
  const all = [...walkComponents(components, root)]
  for (const [component, path] of all) {
    if (component.type === ComponentType.Label) {
      if (!component.component) problems.push(problem.required([...path, 'component']))
      checkLength(problems, [...path, 'label'], component.label ?? '', LIMITS.modal.label, 1)
      checkLength(problems, [...path, 'description'], component.description, LIMITS.modal.description)
    }
    checkComponent(component, path, problems)
  }
  checkUniqueIds(all, problems)
}

function checkComponent(component: Component, path: Path, problems: Problems): void {
  const { type } = component
  if (type === ComponentType.ActionRow) checkRow(component, path, problems)
  if (type === ComponentType.Button) checkButton(component, path, problems)
  if (SELECTS.includes(type)) checkSelect(component, path, problems)
  if (type === ComponentType.TextInput) {
    checkCustomId(component, path, problems)
    checkLength(problems, [...path, 'label'], component.label, LIMITS.modal.label, 1)
    checkLength(problems, [...path, 'value'], component.value, LIMITS.modal.value)
    checkLength(problems, [...path, 'placeholder'], component.placeholder, LIMITS.modal.placeholder)
    checkRange(problems, [...path, 'min_length'], component.min_length, 0, LIMITS.modal.value)
    checkRange(problems, [...path, 'max_length'], component.max_length, 1, LIMITS.modal.value)
  }
}

function checkRow(row: Component, path: Path, problems: Problems): void {
  const children = row.components ?? []
  checkLength(problems, [...path, 'components'], children, LIMITS.components.buttons, 1)
  if (children.length > 1 && children.some((child) => child.type !== ComponentType.Button)) {
    // A select menu or text input fills its row (docs: components/reference, Action Row).
    const message = 'The specified component exceeds the maximum width'
    problems.push({ path: [...path, 'components'], code: 'COMPONENT_LAYOUT_WIDTH_EXCEEDED', message })
  }
}

function checkButton(button: Component, path: Path, problems: Problems): void {
  checkLength(problems, [...path, 'label'], button.label, LIMITS.components.label)
  if (button.style === undefined) problems.push(problem.required([...path, 'style']))
  if (button.style === ButtonStyle.Link) {
    if (!button.url) problems.push(problem.required([...path, 'url']))
    checkLength(problems, [...path, 'url'], button.url, LIMITS.components.url)
    if (button.custom_id !== undefined) {
      const message = 'A custom id and url cannot both be specified'
      problems.push({
        path: [...path, 'custom_id'],
        code: 'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
        message,
      })
    }
    return
  }
  if (button.style === ButtonStyle.Premium) return
  checkCustomId(button, path, problems)
  // docs: components/reference, Button: what has neither label nor emoji has nothing to press.
  if (!button.label && !('emoji' in button)) problems.push(problem.required([...path, 'label']))
}

function checkSelect(select: Component, path: Path, problems: Problems): void {
  checkCustomId(select, path, problems)
  checkLength(problems, [...path, 'placeholder'], select.placeholder, LIMITS.components.placeholder)
  if (select.type !== ComponentType.StringSelect) return
  checkLength(problems, [...path, 'options'], select.options ?? [], LIMITS.components.options, 1)
  const seen = new Set<string>()
  for (const [index, option] of (select.options ?? []).entries()) {
    const here = [...path, 'options', index]
    checkLength(problems, [...here, 'label'], option.label, LIMITS.components.optionText, 1)
    checkLength(problems, [...here, 'value'], option.value, LIMITS.components.optionText, 1)
    checkLength(problems, [...here, 'description'], option.description, LIMITS.components.optionText)
    if (seen.has(option.value)) {
      const message = 'The specified option value is already used'
      problems.push({ path: [...here, 'value'], code: 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', message })
    }
    seen.add(option.value)
  }
}

function checkRange(problems: Problems, path: Path, value: number | null | undefined, min: number, max: number): void {
  if (value == null || (value >= min && value <= max)) return
  problems.push({ path, code: 'NUMBER_TYPE_RANGE', message: `int value should be between ${min} and ${max}.` })
}

function checkCustomId(component: Component, path: Path, problems: Problems): void {
  if (component.custom_id === undefined) problems.push(problem.required([...path, 'custom_id']))
  checkLength(problems, [...path, 'custom_id'], component.custom_id, LIMITS.components.customId, 1)
}

function checkUniqueIds(all: readonly [Component, Path][], problems: Problems): void {
  const seen = new Set<string>()
  for (const [{ custom_id: id }, path] of all) {
    if (id === undefined) continue
    if (seen.has(id)) {
      const message = 'Component custom id cannot be duplicated'
      problems.push({ path: [...path, 'custom_id'], code: 'COMPONENT_CUSTOM_ID_DUPLICATED', message })
    }
    seen.add(id)
  }
}
