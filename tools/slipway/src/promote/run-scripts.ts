import type { ScriptsToRun } from '@slipway/config-repo'
import { execa } from 'execa'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { SlipwayError } from '../slipway-error.ts'

const manifest = z.object({ scripts: z.record(z.string(), z.string()).default({}) })

/**
 * Runs npm scripts of a workspace one after the other, with `SLIPWAY_ENVIRONMENT` (where the build shall go), `SLIPWAY_FROM` (where it
 * runs) and `SLIPWAY_SERVICES` (names with a space between them). Only names come from the config repo: what they run is
 * in the workspace's package.json. Throws `gate-failed`.
 */
export async function runScripts(
  workspace: string,
  { scripts, from, to, services }: ScriptsToRun,
  print: (text: string) => void,
): Promise<void> {
  const known = await readScripts(workspace)
  const missing = scripts.filter((name) => !known.has(name)).map((name) => `"${name}"`)
  if (missing.length > 0) throw failed(to, `package.json has no script ${missing.join(', ')}`)
  const env = { SLIPWAY_ENVIRONMENT: to, SLIPWAY_FROM: from, SLIPWAY_SERVICES: services.join(' ') }
  for (const name of scripts) {
    const running = execa('npm', ['run', name], {
      cwd: workspace,
      env,
      stdin: 'ignore',
      all: true,
      reject: false,
      buffer: false,
    })
    running.all.on('data', (chunk: Buffer) => print(chunk.toString('utf8')))
    const { exitCode } = await running
    if (exitCode !== 0) throw failed(to, `the script "${name}" ended with ${exitCode ?? 'a signal'}`)
  }
}

async function readScripts(workspace: string): Promise<Set<string>> {
  const text = await readFile(path.join(workspace, 'package.json'), 'utf8')
  return new Set(Object.keys(manifest.parse(JSON.parse(text)).scripts))
}

function failed(to: string, found: string): SlipwayError {
  return new SlipwayError(
    'gate-failed',
    `Cannot promote to "${to}": ${found} (--skip-gates promotes without it)`,
  )
}
