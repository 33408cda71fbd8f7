import { execa } from 'execa'
import path from 'node:path'
import { digestOf } from '../config-repos/digest.ts'
import { git, gitEnvironment } from '../config-repos/git.ts'

/** What the usual pipeline is told. */
export interface UsualPublish {
  /** The config repo. */
  readonly url: string
  /** A folder that is not there yet. */
  readonly clone: string
  /** The program `kustomize`. */
  readonly kustomize: string
  readonly services: readonly string[]
  readonly build: string
}

/**
 * What most pipelines do, step by step: clone, `kustomize edit set image`, commit, push. Gives the milliseconds that it took, or `undefined`
 * when the push was refused, which is where such a pipeline ends.
 */
export async function usualPublish({
  url,
  clone,
  kustomize,
  services,
  build,
}: UsualPublish): Promise<number | undefined> {
  const begin = performance.now()
  await git('/', ['clone', '--quiet', url, clone])
  for (const service of services) {
    const image = `${service}=ghcr.io/acme/${service}@${digestOf(`${build} of ${service}`)}`
    const cwd = path.join(clone, 'overlays/staging', service)
    await execa(kustomize, ['edit', 'set', 'image', image], { cwd, env: gitEnvironment })
  }
  await git(clone, ['commit', '--quiet', '--all', '--message', `Publish ${build}`])
  const pushed = await git(clone, ['push', '--quiet', 'origin', 'main']).then(
    () => true,
    () => false,
  )
  return pushed ? performance.now() - begin : undefined
}
