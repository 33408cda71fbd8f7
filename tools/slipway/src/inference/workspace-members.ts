import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

const patterns = z.array(z.string()).catch([])

const rootManifest = z.looseObject({
  workspaces: z
    .union([patterns, z.looseObject({ packages: patterns }).transform(({ packages }) => packages)])
    .catch([]),
  nx: z.unknown().optional(),
})

/**
 * Whether the `package.json` of a folder (relative to the workspace root) is one of the workspace's packages, as npm,
 * yarn and pnpm are told: Nx makes a project of no other.
 */
export function readWorkspaceMembers(directory: string): (folder: string) => boolean {
  return membersOf(
    readJson(path.join(directory, 'package.json')),
    readYaml(path.join(directory, 'pnpm-workspace.yaml')),
  )
}

/** The same of the contents of the root's `package.json` and of `pnpm-workspace.yaml`. */
export function membersOf(rootPackage: unknown, pnpmWorkspace: unknown): (folder: string) => boolean {
  const manifest = rootManifest.parse(rootPackage)
  const pnpm = z.looseObject({ packages: patterns }).catch({ packages: [] }).parse(pnpmWorkspace)
  const members = [...manifest.workspaces, ...pnpm.packages].map((pattern) =>
    pattern.replace(/^(!?)\.\//, '$1').replace(/\/$/, ''),
  )
  const wanted = members.filter((pattern) => !pattern.startsWith('!'))
  const unwanted = members.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1))
  return (folder) => {
    if (folder === '.') return manifest.nx !== undefined
    const matches = (pattern: string) => path.posix.matchesGlob(folder, pattern)
    return wanted.some(matches) && !unwanted.some(matches)
  }
}

function readYaml(file: string): unknown {
  return existsSync(file) ? parse(readFileSync(file, 'utf8')) : {}
}

function readJson(file: string): unknown {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}
