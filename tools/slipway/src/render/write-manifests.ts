import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Manifests } from './render-overlays.ts'

/** Writes manifests as `<folder>/<environment>/<service>.yaml`; what else lies there stays. */
export async function writeManifests(folder: string, manifests: readonly Manifests[]): Promise<void> {
  for (const { environment, service, yaml } of manifests) {
    await mkdir(path.join(folder, environment), { recursive: true })
    await writeFile(path.join(folder, environment, `${service}.yaml`), yaml)
  }
}
