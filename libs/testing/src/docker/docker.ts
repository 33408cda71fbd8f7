import { execa } from 'execa'

/** Runs the docker command and gives its standard output without the last line end; rejects with what it printed. */
export async function docker(...args: string[]): Promise<string> {
  const { stdout } = await execa('docker', args, { stdin: 'ignore' })
  return stdout
}
