import type { Position, Problem, ProblemCode } from './problem.ts'

/**
 * Thrown when a build or a query is impossible. `code` is the code of the first problem, `problems` says all that was
 * found, and `files` lists every file and folder that had been read until then, in reading order.
 */
export class KustomizeError extends Error {
  override readonly name = 'KustomizeError'
  readonly code: ProblemCode
  readonly problems: readonly Problem[]
  readonly files: readonly string[]

  constructor(
    problems: readonly [Problem, ...Problem[]],
    files: readonly string[] = [],
    options?: ErrorOptions,
  ) {
    super(problems.map((problem) => describeProblem(problem)).join('\n'), options)
    this.code = problems[0].code
    this.problems = problems
    this.files = files
  }
}

/** An error for one problem; without a position, whoever knows the place adds it with `locate`. */
export function fail(code: ProblemCode, message: string, position?: Partial<Position>): KustomizeError {
  return new KustomizeError([
    { code, message, file: position?.file ?? '', line: position?.line ?? 0, column: position?.column ?? 0 },
  ])
}

/** An error for something that failed outside, kept as its cause. */
export function wrap(code: ProblemCode, message: string, cause: unknown): KustomizeError {
  return new KustomizeError([{ code, message, file: '', line: 0, column: 0 }], [], { cause })
}

/** Runs `action`; problems that it reports without a file get `position`. */
export function locate<Result>(position: Position, action: () => Result): Result {
  return placing(action, (problem) => ({ ...problem, ...position }))
}

/** Runs `action`, which reads a file; problems that it reports without a file belong to that one, at the line that they name. */
export function locateInFile<Result>(file: string, action: () => Result): Result {
  return placing(action, (problem) =>
    problem.line > 0 ? { ...problem, file } : { ...problem, file, line: 1, column: 1 },
  )
}

function placing<Result>(action: () => Result, place: (problem: Problem) => Problem): Result {
  try {
    return action()
  } catch (error) {
    if (!(error instanceof KustomizeError) || error.problems.every((problem) => problem.file !== ''))
      throw error
    const [first, ...rest] = error.problems.map((problem) => (problem.file === '' ? place(problem) : problem))
    throw new KustomizeError([first as Problem, ...rest], error.files, { cause: error.cause })
  }
}

/** `file:line:column: message`, leaving out what is not known. */
export function describeProblem(problem: Problem): string {
  if (problem.file === '') return problem.message
  const place = problem.line > 0 ? `${problem.file}:${problem.line}:${problem.column}` : problem.file
  return `${place}: ${problem.message}`
}
