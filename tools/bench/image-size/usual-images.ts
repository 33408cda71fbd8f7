import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { runDocker } from '../../slipway/src/image/docker/run-docker.ts'

/** What is built of a service's folder in a workspace, on an image with Node and npm; gives the name of the image. */
export interface UsualBuild {
  readonly workspace: string
  readonly service: string
  readonly node: string
}

/** The service's own Dockerfile: production dependencies alone, and the source. */
export async function buildDockerfile({ workspace, service, node }: UsualBuild): Promise<string> {
  const name = `slipway-bench-size:${service}-dockerfile`
  const file = path.join(workspace, `apps/${service}/Dockerfile`)
  const bases = ['--build-arg', `NODE_IMAGE=${node}`, '--build-arg', `BASE_IMAGE=${node}`]
  await runDocker(['build', '--quiet', '--tag', name, ...bases, '--file', file, workspace])
  return name
}

/** What many begin with: everything that the workspace has, development dependencies included. */
export async function buildNaively({ workspace, service, node }: UsualBuild): Promise<string> {
  const name = `slipway-bench-size:${service}-naive`
  const file = path.join(workspace, `../${service}.Dockerfile`)
  await writeFile(
    file,
    `FROM ${node}\nWORKDIR /app\nCOPY . .\nENV NODE_ENV=production\nCMD ["apps/${service}/src/main.ts"]\n`,
  )
  // Its own ignore file is looked for beside it, and there is none: node_modules comes along.
  await writeFile(path.join(workspace, '.dockerignore'), 'dist\n.git\n')
  await runDocker(['build', '--quiet', '--tag', name, '--file', file, workspace])
  return name
}
