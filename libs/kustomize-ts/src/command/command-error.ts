/** Thrown for what a command cannot do: arguments that it does not take, a file that it cannot write. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}
