import type { Problem } from '../problem.ts'

/** One thing that a check found; a warning does not make it fail. */
export interface Finding extends Problem {
  readonly severity: 'problem' | 'warning'
}

/** What tells findings apart, wherever they stand in their file. */
export function findingKey({ code, file, message }: Finding): string {
  return [code, file, message].join('\n')
}
