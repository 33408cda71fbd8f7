import { openRepository } from '@slipway/git'
import { git, gitEnvironment, importHistory, temporaryDirectory } from '@slipway/testing'
import { chmod, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { PromoteRequest } from '../promote/promote-request.ts'
import { promote, type PromoteOptions, type PromoteResult } from '../promote/promote.ts'
import { readRelease, writeRelease, type Release } from '../release/release.ts'
import { releaseCommit, type ReleaseCommit } from './release-commit.ts'
import type { World } from './world.ts'

/** How a test promotes; `asked` has the world's clone of the source asked what comes after what. */
export type TestPromotion = Partial<PromoteRequest> & PromoteOptions & { readonly asked?: boolean }

/** Promotes services to production, those without `@<digest>` as they run in staging. */
export async function promoteIn(
  world: World,
  services: readonly string[] | 'all' | 'released',
  { asked = false, ...more }: TestPromotion = {},
): Promise<PromoteResult> {
  const own = await openRepository(world.clone, { env: gitEnvironment })
  const wanted =
    typeof services === 'string'
      ? services
      : services.map((text) => ({ service: text.split('@')[0] ?? '', digest: text.split('@')[1] }))
  const request: PromoteRequest = {
    location: { url: world.config, branch: 'main', folder: world.folder },
    to: 'production',
    services: wanted,
    configuredAs: own,
    ...(asked && { source: { repository: own, url: world.source } }),
    ...more,
  }
  return promote(request, { git: { env: gitEnvironment }, ...more })
}

/** Has environments run digests made of a letter each, in a commit for each: `staging/orders` runs `a`. */
export async function releaseIn(
  world: World,
  ...commits: readonly (readonly [overlay: string, letter: string, more?: ReleaseCommit])[]
): Promise<void> {
  const prefix = world.folder === '' ? '' : `${world.folder}/`
  const imported = commits.map(([overlay, letter, more]) => {
    const [environment = '', service = ''] = overlay.split('/')
    const commit = releaseCommit(letter, { environment, service, ...more })
    const files = Object.entries(commit.files).map(([name, text]) => [prefix + name, text] as const)
    return { ...commit, files: Object.fromEntries(files) }
  })
  await importHistory(world.config, imported)
}

/** What an overlay's release says. */
export async function releaseOf(world: World, overlay: string, revision?: string): Promise<Release> {
  return readRelease(await world.read(`overlays/${overlay}/release.yaml`, revision), overlay)
}

/** A clone of the config repo's repository, as somebody has it who works with Git alone. */
export async function cloneOf(world: World): Promise<(...args: string[]) => Promise<string>> {
  const folder = path.join(await temporaryDirectory(), 'clone')
  await git(path.dirname(folder), 'clone', '--quiet', world.config, folder)
  return (...args) => git(folder, ...args)
}

/** Changes a release as another verb would. */
export async function editRelease(
  world: World,
  overlay: string,
  edit: (release: Release) => Release,
): Promise<void> {
  const file = `overlays/${overlay}/release.yaml`
  await world.edit(file, (text) => writeRelease(edit(readRelease(text, file))))
}

/** Adds a file to the config repo as a person would. */
export async function addFile(world: World, name: string, text: string): Promise<void> {
  const file = world.folder ? `${world.folder}/${name}` : name
  await importHistory(world.config, [{ message: 'Add a file', files: { [file]: text } }])
}

/** What a release says beside its digest, when it was built from a commit. */
export function builtFrom(commit: string, more: Partial<Release> = {}): ReleaseCommit {
  return { release: { source: { repository: 'https://example.test/shop.git', commit }, ...more } }
}

/** Variables with which the next push finds that the config repo's branch has moved on to what `change` makes since the last look at it. */
export async function beFasterThanPush(
  world: World,
  change: () => Promise<void>,
): Promise<Record<string, string>> {
  const before = await world.tip()
  await change()
  const after = await world.tip()
  await git(world.config, 'update-ref', 'refs/kept', after)
  await git(world.config, 'update-ref', 'refs/heads/main', before)
  const folder = await temporaryDirectory()
  const lines = [
    '#!/bin/sh',
    'PATH=${PATH#*:}',
    `case " $* " in *' push '*) git --git-dir=${world.config} update-ref refs/heads/main ${after} ;; esac`,
    'exec git "$@"',
  ]
  await writeFile(path.join(folder, 'git'), lines.join('\n'))
  await chmod(path.join(folder, 'git'), 0o755)
  return { ...gitEnvironment, PATH: `${folder}:${process.env['PATH']}` }
}

/**
 * Lets somebody push between the next push's look and its write: the config repo's branch moves on to what `change` makes, once.
 */
export async function beFaster(world: World, change: () => Promise<void>): Promise<void> {
  const before = await world.tip()
  await change()
  const after = await world.tip()
  await git(world.config, 'update-ref', 'refs/kept', after)
  await git(world.config, 'update-ref', 'refs/heads/main', before)
  const hook = path.join(world.config, 'hooks/pre-receive')
  const lines = [
    '#!/bin/sh',
    'unset GIT_QUARANTINE_PATH',
    `rm ${hook}`,
    `git update-ref refs/heads/main ${after}`,
  ]
  await writeFile(hook, lines.join('\n'))
  await chmod(hook, 0o755)
}
