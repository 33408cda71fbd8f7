/** Input that is not as its contract says; answered 400 with the message. */
export class InputError extends Error {
  override readonly name = 'InputError'
  readonly status = 400
  readonly expose = true
}
