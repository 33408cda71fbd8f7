import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Narrator } from './narrator.ts'
import type { DemoWorkspace } from './workspace.ts'

/** What happens in a chapter. */
export interface Scene {
  readonly workspace: DemoWorkspace
  readonly narrator: Narrator
  run(program: string, ...args: string[]): Promise<string>
  /** Runs what is refused, and gives the reason. */
  refused(program: string, ...args: string[]): Promise<string>
  /** Replaces a text in a file of the workspace. Throws when it is not there. */
  replace(file: string, from: string, to: string): Promise<void>
  /** Commits everything and pushes it. */
  commit(message: string): Promise<void>
  /** Runs a verb of Slipway and brings the work tree to the commit that this made; gives what the command printed. */
  change(...args: string[]): Promise<string>
  /** Publishes to staging. */
  publish(): Promise<string>
  /** Builds and pushes the images that changed since the last publish, as a pipeline does, and publishes them to staging. */
  release(): Promise<string>
}

/** A scene in a workspace; images are pushed to a folder. */
export function createScene(workspace: DemoWorkspace, folder: string, narrator: Narrator): Scene {
  const { directory } = workspace
  const env = {
    SLIPWAY_STORE: `oci:${path.join(folder, 'registry')}`,
    NX_DAEMON: 'false',
    PATH: `${path.join(directory, 'node_modules/.bin')}${path.delimiter}${process.env['PATH']}`,
    NO_COLOR: '1',
  }
  const run = (program: string, ...args: string[]) => narrator.run(directory, [program, ...args], { env })
  async function change(...args: string[]): Promise<string> {
    const printed = await run('slipway', ...args)
    await run('git', 'pull', '--quiet', '--ff-only')
    return printed
  }
  const publish = () => change('publish', '--env', 'staging')
  return {
    workspace,
    narrator,
    run,
    refused: (program, ...args) => narrator.run(directory, [program, ...args], { env, refuses: true }),
    change,
    publish,
    async replace(name, from, to) {
      const file = path.join(directory, name)
      const text = await readFile(file, 'utf8')
      if (!text.includes(from)) throw new Error(`Cannot find "${from}" in "${file}"`)
      await writeFile(file, text.replace(from, to))
    },
    async commit(message) {
      await run('git', 'add', '--all')
      await run('git', 'commit', '--quiet', `--message=${message}`)
      await run('git', 'push', '--quiet')
    },
    async release() {
      const base = (await run('slipway', 'considered', '--env', 'staging')).trim()
      await run('nx', 'affected', `--base=${base}`, '--targets=image,push')
      return publish()
    },
  }
}
