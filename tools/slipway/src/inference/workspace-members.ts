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
  const manifest = rootManifest.parse(readJson(path.join(directory, 'package.json')))
  const members = [
    ...manifest.workspaces,
    ...readPnpmPatterns(path.join(directory, 'pnpm-workspace.yaml')),
  ].map((pattern) => pattern.replace(/^(!?)\.\//, '$1').replace(/\/$/, ''))
  const wanted = members.filter((pattern) => !pattern.startsWith('!'))
  const unwanted = members.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1))
  return (folder) => {
    if (folder === '.') return manifest.nx !== undefined
    const matches = (pattern: string) => path.posix.matchesGlob(folder, pattern)
    return wanted.some(matches) && !unwanted.some(matches)
  }
}

function readPnpmPatterns(file: string): string[] {
  if (!existsSync(file)) return []
  return z.looseObject({ packages: patterns }).parse(parse(readFileSync(file, 'utf8'))).packages
}

function readJson(file: string): unknown {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}
