import { SlipwayError } from '../../slipway-error.ts'
import type { CommandContext } from '../command-context.ts'

const longest = 64 * 1024

/** The password on standard input, without the line's end. Throws `wrong-usage` when there is none. */
export async function readPassword(stdin: CommandContext['stdin']): Promise<string> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of stdin) {
    pieces.push(Buffer.from(piece))
    size += piece.length
    if (size > longest) throw wrong(`more than ${longest} bytes`)
  }
  const password = Buffer.concat(pieces)
    .toString('utf8')
    .replace(/\r?\n$/, '')
  if (password === '') throw wrong('nothing')
  return password
}

function wrong(found: string): SlipwayError {
  return new SlipwayError(
    'wrong-usage',
    `Cannot log in: wanted the password on standard input, found ${found}`,
  )
}
