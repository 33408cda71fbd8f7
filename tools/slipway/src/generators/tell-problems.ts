import { describeError } from '../terminal/describe-error.ts'

/** A generator that fails with every problem and its place in a file, as Nx prints nothing of an error but its message. */
export function tellProblems<Parameters extends unknown[], Result>(
  generate: (...parameters: Parameters) => Promise<Result>,
): (...parameters: Parameters) => Promise<Result> {
  return async (...parameters) => {
    try {
      return await generate(...parameters)
    } catch (error) {
      const description = describeError(error)
      if (error instanceof Error && description !== undefined) error.message = description
      throw error
    }
  }
}
