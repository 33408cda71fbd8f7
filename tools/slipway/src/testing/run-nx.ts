import { temporaryDirectory } from '@slipway/testing'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { open, readFile } from 'node:fs/promises'
import path from 'node:path'

/** What a run of Nx gave. */
export interface NxResult {
  readonly status: number
  /** Standard output. */
  readonly stdout: string
  readonly stderr: string
}

/**
 * Runs Nx without its daemon in a workspace that has `node_modules`. Its output goes to files, as Nx ends before a pipe
 * has taken all of it.
 */
export async function runNx(
  workspace: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<NxResult> {
  const folder = await temporaryDirectory()
  const [out, err] = [path.join(folder, 'stdout'), path.join(folder, 'stderr')]
  const files = await Promise.all([open(out, 'w'), open(err, 'w')])
  const bin = path.join(workspace, 'node_modules/.bin')
  const child = spawn(process.execPath, [path.join(bin, 'nx'), ...args], {
    cwd: workspace,
    env: {
      ...process.env,
      NX_DAEMON: 'false',
      // In a pipeline Nx writes colors, also into a file.
      NO_COLOR: '1',
      FORCE_COLOR: undefined,
      // What this run of the tests requires is nothing that the workspace's own tests may need.
      SLIPWAY_TEST_REQUIRE: '',
      PATH: `${bin}${path.delimiter}${process.env['PATH']}`,
      ...environment,
    },
    stdio: ['ignore', files[0].fd, files[1].fd],
  })
  const [status] = (await once(child, 'exit')) as [number | null]
  await Promise.all(files.map((file) => file.close()))
  return { status: status ?? 1, stdout: await readFile(out, 'utf8'), stderr: await readFile(err, 'utf8') }
}
