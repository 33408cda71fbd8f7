import { execa } from 'execa'
import { mkdir, mkdtemp, realpath, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll } from 'vitest'
import { programPath } from '../requirements/program-path.ts'
import { ProgramGroup } from '../testbed/program-group.ts'

/** Environment variables under which `docker buildx` is there and has chosen a builder. */
export type BuildxEnvironment = Record<'DOCKER_CONFIG' | 'BUILDX_CONFIG' | 'BUILDX_BUILDER', string>

/**
 * A configuration of Docker that has the plugin buildx, which builds in the Docker engine. It and what it was used for
 * is removed when the test file is over.
 */
export async function useBuildx(): Promise<BuildxEnvironment> {
  const directory = await temporaryFolder('slipway-buildx-')
  const plugins = path.join(directory, 'cli-plugins')
  await mkdir(plugins)
  await symlink(programPath('docker-buildx'), path.join(plugins, 'docker-buildx'))
  const configuration = { DOCKER_CONFIG: directory, BUILDX_CONFIG: path.join(directory, 'buildx') }
  return { ...configuration, BUILDX_BUILDER: 'default' }
}

/** As `useBuildx`, but with a BuildKit daemon of its own, which starts with an empty cache; needs to be root. */
export async function useBuildKit(): Promise<BuildxEnvironment> {
  const environment = { ...(await useBuildx()), BUILDX_BUILDER: 'daemon' }
  const programs = new ProgramGroup(await temporaryFolder('slipway-buildkit-'))
  started.push(programs)
  const address = `unix://${path.join(programs.directory, 'socket')}`
  await programs.start({
    name: 'buildkitd',
    flags: {
      addr: address,
      root: path.join(programs.directory, 'data'),
      'containerd-worker': false,
      'oci-worker-net': 'host',
    },
  })
  const env = { ...environment, BUILDX_BUILDER: '' }
  await execa('docker', ['buildx', 'create', '--name=daemon', '--driver=remote', address], { env })
  await programs.until({ what: 'BuildKit', seconds: 60 }, () =>
    execa('docker', ['buildx', 'inspect', '--bootstrap'], { env: environment }),
  )
  return environment
}

const folders: string[] = []
const started: ProgramGroup[] = []

afterAll(async () => {
  for (const programs of started.splice(0)) await programs.stop()
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

async function temporaryFolder(prefix: string): Promise<string> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), prefix)))
  folders.push(folder)
  return folder
}
