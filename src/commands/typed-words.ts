import { type Command, InvalidArgumentError } from 'commander'

/** Of an option that takes a number from 1 up. */
export function count(text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('It is not a whole number from 1 up.')
  return number
}

/** Of an argument that has to say something: a variable of a script may be empty. */
export function filled(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('It is empty.')
  return text
}

/** Of an argument that may have several words without quotes around them. */
export function several(text: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), filled(text)]
}

/** Of an option that takes the address of a page or feed. */
export function address(text: string): string {
  const protocol = URL.parse(text)?.protocol ?? ''
  if (!/^https?:$/u.test(protocol))
    throw new InvalidArgumentError('It is no web address; write it as https://host/path.')
  return text
}

/** A command that may stand alone and has further ones refuses any other word by naming those. To be called once they are added. */
export function refuseOthers(command: Command): void {
  // Commands that are added later would allow them, too.
  command.allowExcessArguments().hook('preAction', (_, acting) => {
    const [word] = acting.args
    if (acting !== command || word === undefined) return
    const names = command.commands.map((each) => each.name()).join(', ')
    command.error(`error: unknown command '${word}': ${command.name()} is followed by ${names} or nothing`)
  })
}

/** `attache help [COMMAND…]`, which says so where there is no such command. */
export function addHelp(program: Command): void {
  program
    .helpCommand(false)
    .command('help')
    .description('show what a command takes')
    .argument('[command...]')
    .action((names: readonly string[]) => {
      const found = names.reduce((above: Command, name) => {
        const next = above.commands.find((each) => each.name() === name)
        return next ?? program.error(`error: unknown command '${names.join(' ')}'`)
      }, program)
      found.outputHelp()
    })
}
