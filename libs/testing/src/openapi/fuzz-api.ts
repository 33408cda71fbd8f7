import { execa } from 'execa'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { programPath } from '../requirements/program-path.ts'

/** How hard to try. */
export interface FuzzOptions {
  /** The same seed makes the same requests. */
  seed?: number
  /** Most requests that are made up for an operation in each phase. */
  examples?: number
}

/** What came of it. */
export interface FuzzResult {
  /** How many requests were made up. */
  requests: number
  /** What was found, in words; empty when nothing. */
  problems: string
}

/**
 * Lets Schemathesis make up requests from the document at `<url>/openapi.json`, valid and invalid ones, and check every
 * answer against it with all of its checks: no server error; status, media type, headers and body as declared; invalid
 * input refused and valid input not; other methods 405 with what is allowed. Throws when it cannot run.
 */
export async function fuzzApi(
  url: string,
  { seed = 1, examples = 5 }: FuzzOptions = {},
): Promise<FuzzResult> {
  const args = [
    ['run', `${url}/openapi.json`, '--checks=all', '--continue-on-failure', '--no-color'],
    [
      `--seed=${seed}`,
      `--max-examples=${examples}`,

      '--generation-database=none',
    ],
    // It is about what is answered; other tests measure how soon.
    ['--request-timeout=60', '--max-response-time=60', '--suppress-health-check=all'],
  ]
  const { exitCode, all } = await runSchemathesis(args.flat())
  const tested = /^ +(\d+) generated/m.exec(all)
  // 1 says that there are findings; anything else, that there was no test.
  if (!tested || (exitCode !== 0 && exitCode !== 1)) throw new Error(`Cannot fuzz ${url}: ${all}`)
  return {
    requests: Number(tested[1]),
    problems: exitCode === 0 ? '' : all.slice(all.indexOf('= FAILURES =')),
  }
}

/** In a folder of its own, as it leaves files behind. */
async function runSchemathesis(args: readonly string[]) {
  const cwd = await mkdtemp(path.join(tmpdir(), 'slipway-fuzz-'))
  try {
    const options = { cwd, all: true, reject: false, env: { COLUMNS: '120' } } as const
    return await execa(programPath('schemathesis'), args, options)
  } finally {
    await rm(cwd, { recursive: true })
  }
}
