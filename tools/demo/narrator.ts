import { execa, type Options } from 'execa'
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'

/** Tells what happens on the terminal, and everything that was run and printed in a log. */
export interface Narrator {
  /** Begins a numbered chapter. */
  chapter(title: string): void
  /** Prints a sentence. */
  say(text: string): void
  /** Prints what a program gave, indented, at most `lines` lines of it (default 40). */
  show(text: string, lines?: number): void
  /** Runs a command, with its time on the terminal and its whole output in the log; gives its standard output. */
  run(cwd: string, command: readonly [string, ...string[]], options?: Running): Promise<string>
  /** Closes the log. */
  end(): Promise<void>
}

/** How a command runs, and how it ends. */
export interface Running extends Pick<Options, 'env'> {
  /** It refuses what it is asked for, with exit status 1: gives what it says on standard error. */
  refuses?: boolean
}

/** A command of the story failed: the story ends here. */
export class NarratedCommandError extends Error {
  override name = 'NarratedCommandError'
}

/** A narrator that writes its log to the file `log`. */
export function createNarrator(log: string, terminal: NodeJS.WritableStream): Narrator {
  const start = performance.now()
  const file = createWriteStream(log)
  let chapters = 0
  const write = (text: string): void => {
    terminal.write(`${text}\n`)
    file.write(`${text}\n`)
  }
  return {
    chapter: (title) => write(`\n${++chapters}. ${title}  (at ${seconds(start)})`),
    say: (text) => write(text),
    show: (text, lines = 40) => write(indent(firstLines(text, lines))),
    async run(cwd, [program, ...args], { refuses = false, ...options } = {}) {
      const begun = performance.now()
      const result = await execa(program, args, {
        cwd,
        all: true,
        reject: false,
        stdin: 'ignore',
        ...options,
      })
      file.write(`\n$ ${[program, ...args].join(' ')}   (in ${cwd})\n${result.all}\n`)
      if (result.exitCode !== (refuses ? 1 : 0)) {
        throw new NarratedCommandError(
          `"${[program, ...args].join(' ')}" ${refuses ? 'was not refused' : 'failed'}, see ${log}:\n${result.all || result.shortMessage}`,
        )
      }
      write(`   $ ${[program, ...args].join(' ')}  ${seconds(begun)}`)
      return refuses ? result.stderr : result.stdout
    },
    async end() {
      file.end()
      await finished(file)
    },
  }
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '     ')
}

function firstLines(text: string, most: number): string {
  const lines = text.trimEnd().split('\n')
  return lines.length > most
    ? [...lines.slice(0, most), `… ${lines.length - most} more lines`].join('\n')
    : lines.join('\n')
}
