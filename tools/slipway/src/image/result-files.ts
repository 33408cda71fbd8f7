import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { SlipwayError } from '../slipway-error.ts'
import { imageResult, type ImageResult } from './result.ts'

/** Folder of layouts and result files, relative to the workspace root. */
export const imagesFolder = 'dist/images'

/** Path of a service's result file, relative to the workspace root. */
export function resultPath(service: string): string {
  return `${imagesFolder}/${service}.json`
}

/** Writes down what was built. */
export async function writeResult(workspace: string, result: ImageResult): Promise<void> {
  const file = path.join(workspace, resultPath(result.service))
  await mkdir(path.dirname(file), { recursive: true })
  await writeFile(file, `${JSON.stringify(result, undefined, 2)}\n`)
}

/** What was built of one service. Throws `no-result` when nothing was, `invalid-result`. */
export async function readResult(workspace: string, service: string): Promise<ImageResult> {
  const name = resultPath(service)
  const text = await readFile(path.join(workspace, name), 'utf8').catch((cause: unknown) => {
    const message = `Cannot find "${name}": run the target "image" of "${service}" first`
    throw new SlipwayError('no-result', message, { cause })
  })
  return parseResult(text, name)
}

/** What was built of every service of the workspace, by name. Throws `invalid-result`. */
export async function readResults(workspace: string): Promise<Map<string, ImageResult>> {
  const names = await readdir(path.join(workspace, imagesFolder)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const services = names.filter((name) => name.endsWith('.json')).map((name) => path.parse(name).name)
  const results = await Promise.all(services.toSorted().map((service) => readResult(workspace, service)))
  return new Map(results.map((result) => [result.service, result]))
}

function parseResult(text: string, file: string): ImageResult {
  const { success, data, error } = imageResult.safeParse(parseJson(text, file))
  if (!success) throw invalid(file, error.issues.map(describeIssue))
  if (resultPath(data.service) !== file) throw invalid(file, [`service: it is about "${data.service}"`])
  return data
}

function describeIssue({ path: where, message }: { path: PropertyKey[]; message: string }): string {
  return where.length > 0 ? `${where.join('.')}: ${message}` : message
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw invalid(file, [cause instanceof Error ? cause.message : 'not JSON'], cause)
  }
}

/** Written by a program and read by one: what is wrong matters, not where. */
function invalid(file: string, messages: readonly string[], cause?: unknown): SlipwayError {
  const problems = messages.map((message) => ({ code: 'invalid-result', message, file, line: 1, column: 1 }))
  return new SlipwayError('invalid-result', `Cannot read "${file}": run the target "image" again`, {
    problems,
    cause,
  })
}
