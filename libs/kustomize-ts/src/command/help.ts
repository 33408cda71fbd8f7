import { commonFlags, type Flag, type Flags } from './flags.ts'

/** What a command's help consists of. */
export interface HelpText {
  readonly about: string
  /** How it is called, without the program's name. */
  readonly usage: string
  readonly examples?: readonly string[]
  readonly flags?: Flags
}

/** The text that `--help` prints. */
export function renderHelp({ about, usage, examples = [], flags = {} }: HelpText): string {
  const shown = examples.map((example) => `  kustomize-ts ${example}\n`).join('')
  return [
    `${about}\n`,
    `Usage:\n  kustomize-ts ${usage}\n`,
    ...(shown === '' ? [] : [`Examples:\n${shown}`]),
    `Flags:\n${renderFlags({ ...flags, ...commonFlags })}`,
  ].join('\n')
}

function renderFlags(flags: Flags): string {
  const rows = Object.entries(flags)
    .filter(([, flag]) => flag.help !== undefined)
    .map(([name, flag]) => ({ name: flagName(name, flag), help: flag.help ?? '' }))
  const width = Math.max(...rows.map(({ name }) => name.length)) + 3
  return rows.map(({ name, help }) => `  ${name.padEnd(width)}${help}\n`).join('')
}

function flagName(name: string, { short, type }: Flag): string {
  const dashes = short === undefined ? `    --${name}` : `-${short}, --${name}`
  return type === 'boolean' ? dashes : `${dashes} ${type === 'list' ? 'strings' : 'string'}`
}
