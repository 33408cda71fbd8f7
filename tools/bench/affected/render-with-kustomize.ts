import { execFile } from 'node:child_process'
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { overlaysAmong } from '@slipway/config-repo'
import { linkMark, type Texts } from './make-repository.ts'

/** What the real command prints of each overlay, by `<environment>/<service>`; `undefined` where it fails. */
export type Outputs = ReadonlyMap<string, string | undefined>

const processesAtOnce = 4

/** Lays a repository out on the disk, where there is nothing yet. */
export async function writeTexts(directory: string, texts: Texts): Promise<void> {
  for (const [name, text] of Object.entries(texts)) {
    const file = path.join(directory, name)
    await mkdir(path.dirname(file), { recursive: true })
    if (text.startsWith(linkMark)) await symlink(text.slice(linkMark.length), file)
    else await writeFile(file, text)
  }
}

/** Renders every overlay of a repository with the real `kustomize`, from a folder that is gone afterwards. */
export async function renderWithKustomize(
  kustomize: string,
  directory: string,
  texts: Texts,
): Promise<Outputs> {
  await writeTexts(directory, texts)
  try {
    const names = overlaysAmong(Object.keys(texts)).map(
      ({ environment, service }) => `${environment}/${service}`,
    )
    const outputs = new Map<string, string | undefined>()
    for (let from = 0; from < names.length; from += processesAtOnce) {
      const some = names.slice(from, from + processesAtOnce)
      const printed = await Promise.all(
        some.map((name) => build(kustomize, path.join(directory, 'overlays', name))),
      )
      for (const [index, name] of some.entries()) outputs.set(name, printed[index])
    }
    return outputs
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

const run = promisify(execFile)

async function build(kustomize: string, folder: string): Promise<string | undefined> {
  try {
    return (await run(kustomize, ['build', folder], { maxBuffer: 2 ** 26 })).stdout
  } catch (error) {
    if (typeof (error as { code?: unknown }).code === 'number') return undefined
    throw error
  }
}

/** The overlays that are not the same in both: other bytes, there on one side alone, or failing on one side alone. */
export function differing(before: Outputs, after: Outputs): string[] {
  const names = new Set([...before.keys(), ...after.keys()])
  return [...names]
    .filter((name) => before.has(name) !== after.has(name) || before.get(name) !== after.get(name))
    .toSorted()
}
