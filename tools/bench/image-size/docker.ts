import { execa } from 'execa'

/** Runs the docker command until `signal` is aborted, and gives what it printed. */
export async function docker(args: readonly string[], signal?: AbortSignal): Promise<string> {
  const { stdout } = await execa('docker', args, {
    stdin: 'ignore',
    ...(signal && { cancelSignal: signal }),
  })
  return stdout
}
