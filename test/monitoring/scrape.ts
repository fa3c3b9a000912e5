/** One sample as Prometheus would store it. */
export interface ScrapedSample {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*'
const SAMPLE = new RegExp(`^(${NAME})(?:\\{(.*)\\})? (\\S+)$`, 'su')
const LABEL = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\\\|\\"|\\n)*)"(?:,|$)/u

/**
 * Reads the text format, version 0.0.4, and throws at whatever is not in it: prometheus.io/docs/instrumenting/exposition_formats. Each
 * family has one HELP and one TYPE line, in front of all of its samples, and no sample comes twice.
 */
export function readScrape(text: string): ScrapedSample[] {
  if (text !== '' && !text.endsWith('\n')) throw new Error('the last line has no end')
  const samples: ScrapedSample[] = []
  const seen = new Set<string>()
  let family = ''
  for (const line of text.split('\n').slice(0, -1)) {
    const comment = new RegExp(`^# (HELP|TYPE) (${NAME}) (.+)$`, 'su').exec(line)
    if (comment !== null) {
      const [, word, name = '', rest = ''] = comment
      if (word === 'TYPE' && !/^(counter|gauge|histogram)$/u.test(rest)) throw new Error(`not a type: ${line}`)
      if (word === 'HELP') family = name
      if (name !== family || seen.has(`${word} ${name}`)) throw new Error(`out of place: ${line}`)
      seen.add(`${word} ${name}`)
      continue
    }
    const [, name = '', labels = '', value = ''] = SAMPLE.exec(line) ?? []
    const known = seen.has(`TYPE ${family}`) && name.replace(/_(bucket|sum|count)$/u, '') === family
    if (!(known || name === family)) throw new Error(`not a sample of ${family}: ${line}`)
    if (seen.has(`${name}{${labels}}`)) throw new Error(`twice: ${line}`)
    seen.add(`${name}{${labels}}`)
    samples.push({ name, labels: readLabels(labels), value: readNumber(value) })
  }
  return samples
}

/** The value of the one sample with this name and exactly these labels; throws if there is none. */
export function valueIn(samples: readonly ScrapedSample[], name: string, labels: Record<string, string> = {}): number {
  const wanted = JSON.stringify(Object.entries(labels).toSorted())
  const found = samples.find(
    (sample) => sample.name === name && JSON.stringify(Object.entries(sample.labels).toSorted()) === wanted,
  )
  if (found === undefined) throw new Error(`no ${name} with ${wanted}`)
  return found.value
}

function readLabels(text: string): Record<string, string> {
  const labels: Record<string, string> = {}
  for (let rest = text; rest !== ''; ) {
    const [whole, name = '', value = ''] = LABEL.exec(rest) ?? []
    if (whole === undefined) throw new Error(`not labels: ${text}`)
    labels[name] = value.replace(/\\(.)/gsu, (_escape, letter: string) => (letter === 'n' ? '\n' : letter))
    rest = rest.slice(whole.length)
  }
  return labels
}

function readNumber(text: string): number {
  if (/^[+-]Inf$/u.test(text)) return text === '+Inf' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY
  const value = Number(text)
  if (Number.isNaN(value) && text !== 'NaN') throw new Error(`not a number: ${text}`)
  return value
}
