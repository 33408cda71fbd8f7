import { execa, ExecaError } from 'execa'
import { PassThrough, type Readable } from 'node:stream'
import { SlipwayError } from '../../slipway-error.ts'

/** Runs the docker command. Throws `docker-failed` with the end of what it printed. */
export async function runDocker(args: readonly string[], cwd?: string): Promise<string> {
  try {
    const { stdout } = await execa('docker', args, {
      all: true,
      stdin: 'ignore',
      ...(cwd !== undefined && { cwd }),
    })
    return stdout
  } catch (error) {
    throw asDockerFailure(args, error)
  }
}

/** Runs the docker command and gives its standard output to `read` while it comes. */
export async function streamDocker<T>(
  args: readonly string[],
  read: (stdout: Readable) => Promise<T>,
): Promise<T> {
  const running = execa('docker', args, { stdin: 'ignore', buffer: { stdout: false } })
  try {
    // Node throws away what nobody began to read by the time that a process ends.
    const stdout = running.stdout.pipe(new PassThrough())
    const [result] = await Promise.all([read(stdout), running])
    return result
  } catch (error) {
    running.kill()
    throw error instanceof ExecaError ? asDockerFailure(args, error) : error
  }
}

/** Gives the docker command something to read. */
export async function feedDocker(args: readonly string[], input: Readable): Promise<string> {
  try {
    const { stdout } = await execa('docker', args, { input })
    return stdout
  } catch (error) {
    throw asDockerFailure(args, error)
  }
}

const linesShown = 20

function asDockerFailure(args: readonly string[], error: unknown): unknown {
  if (!(error instanceof ExecaError)) return error
  const command = ['docker', ...args.slice(0, 2)].join(' ')
  if (error.code === 'ENOENT')
    return new SlipwayError('docker-failed', `Cannot run "${command}": there is no docker command`, {
      cause: error,
    })
  const output = String(error.all ?? error.stderr ?? '').trimEnd()
  const end = output.split('\n').slice(-linesShown).join('\n')
  return new SlipwayError('docker-failed', `Cannot run "${command}": exit status ${error.exitCode}\n${end}`, {
    cause: error,
  })
}
