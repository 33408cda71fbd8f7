import { build, type BuildFailure, type BuildOptions, type Metafile } from 'esbuild'
import { SlipwayError } from '../../slipway-error.ts'

/** Runs esbuild. Throws `bundle-failed` with a place for each problem. */
export async function runBuild(what: BuildOptions): Promise<{ metafile: Metafile }> {
  try {
    return await build({ ...what, metafile: true })
  } catch (error) {
    if (!isBuildFailure(error)) throw error
    const problems = error.errors.map(({ text, location }) => ({
      code: 'bundle-failed',
      message: text,
      file: location?.file ?? '',
      line: location?.line ?? 1,
      column: (location?.column ?? 0) + 1,
    }))
    throw new SlipwayError('bundle-failed', `Cannot bundle the service`, { problems })
  }
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && 'errors' in error && Array.isArray(error.errors)
}
