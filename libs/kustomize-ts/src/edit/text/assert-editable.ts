import { fail, type KustomizeError } from '../../kustomize-error.ts'
import type { ProblemCode } from '../../problem.ts'
import type { YamlText } from './yaml-text.ts'

/** Throws `invalid-yaml` at the first mistake in the text. */
export function assertEditable({ text, document }: YamlText, file: string): void {
  const [error] = document.errors
  if (!error) return
  const message = error.message.split(' at line ')[0] ?? error.message
  throw failAt('invalid-yaml', { file, text, offset: error.pos[0] }, message)
}

/** Where in which text something is wrong. */
export interface Place {
  readonly file: string
  readonly text: string
  readonly offset: number
}

/** An error for one problem at a place of a text. */
export function failAt(code: ProblemCode, { file, text, offset }: Place, message: string): KustomizeError {
  const before = text.slice(0, offset)
  const line = before.split('\n').length
  return fail(code, message, { file, line, column: offset - before.lastIndexOf('\n') })
}
