import { execa } from 'execa'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { readEnvironment } from '../../slipway/src/environment.ts'
import { buildSampleImage, pushSampleImage } from '../../slipway/src/testing/sample-image.ts'
import { git, gitEnvironment } from '../config-repos/git.ts'
import { publishedServices, registry } from '../config-repos/large-config-repo.ts'

/** A workspace of the published services, with the program that it installed. */
export interface Publisher {
  readonly directory: string
  readonly program: string
  readonly store: string
}

/** Makes the workspace in a folder, with a config repo at a URL. */
export async function createPublisher(
  directory: string,
  { url, program }: { url: string; program: string },
): Promise<Publisher> {
  const files: Record<string, string> = {
    '.gitignore': 'dist/\n',
    'package.json': JSON.stringify({ name: 'market', workspaces: ['apps/*'] }),
    'nx.json': JSON.stringify({
      plugins: [{ plugin: 'slipway/plugin', options: { configRepo: `${url}#main` } }],
    }),
  }
  for (const name of publishedServices) {
    files[`apps/${name}/package.json`] = JSON.stringify({ name, slipway: { builder: 'docker' } })
    files[`apps/${name}/Dockerfile`] = 'FROM scratch\nCOPY build /\n'
  }
  await git('/', ['init', '--quiet', '--initial-branch=main', directory])
  for (const [name, text] of Object.entries(files)) await write(path.join(directory, name), text)
  return { directory, program, store: `oci:${directory}-images` }
}

/** Changes, commits, builds and pushes the services. */
export async function build({ directory, store }: Publisher, name: string): Promise<void> {
  const roots = publishedServices.map((service) => `apps/${service}`)
  for (const root of roots) await write(path.join(directory, root, 'build'), name)
  await git(directory, ['add', '--all'])
  await git(directory, ['commit', '--quiet', '--message', name])
  for (const root of roots) {
    const result = await buildSampleImage(directory, root, registry)
    await pushSampleImage(directory, result, { ...readEnvironment({}), store })
  }
}

/** Runs the whole command `slipway publish`, and gives the milliseconds from its start to its end. Throws when nothing was published. */
export async function publishBuilt({ directory, program, store }: Publisher): Promise<number> {
  const args = [program, 'publish', '--env', 'staging', '--store', store]
  const begin = performance.now()
  const { stdout } = await execa(process.execPath, args, { cwd: directory, env: gitEnvironment })
  const took = performance.now() - begin
  if (!stdout.includes('published to staging')) throw new Error(`Wanted a commit, found: ${stdout}`)
  return took
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true })
  await writeFile(file, text)
}
