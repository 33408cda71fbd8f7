import { execa } from 'execa'
import { gitEnvironment } from '../config-repos/git.ts'

const seen = new Map<string, string>()

/** The texts of objects by their ids, each read once, as equal ids mean equal bytes in any repository. */
export async function readObjects(
  bare: string,
  oids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const missing = [...new Set(oids)].filter((oid) => !seen.has(oid))
  if (missing.length === 0) return seen
  const { stdout } = await execa('git', ['cat-file', '--batch'], {
    cwd: bare,
    env: gitEnvironment,
    input: `${missing.join('\n')}\n`,
    encoding: 'buffer',
  })
  const output = Buffer.from(stdout)
  let at = 0
  for (const oid of missing) {
    const end = output.indexOf('\n', at)
    const size = Number(output.subarray(at, end).toString().split(' ')[2])
    seen.set(oid, output.subarray(end + 1, end + 1 + size).toString())
    at = end + 1 + size + 1
  }
  return seen
}
