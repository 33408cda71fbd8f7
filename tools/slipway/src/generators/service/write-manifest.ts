import { readJson, writeJson, type Tree } from '@nx/devkit'
import path from 'node:path/posix'
import type { NewService } from './options.ts'

/** The version that the templates' tests are written for. */
const vitestVersion = '5.1.0'

/** What the manifests of new services differ in. */
export interface ManifestParts {
  readonly dependencies?: Record<string, string>
  readonly devDependencies?: Record<string, string>
  readonly slipway: object
  /** Commands of the script `lint` beside the workspace's linter. */
  readonly checks?: readonly string[]
}

/** Writes the `package.json` of a new service, with scripts for the programs that the workspace has. */
export function writeManifest(
  tree: Tree,
  { name, root }: NewService,
  { dependencies, devDependencies = {}, slipway, checks = [] }: ManifestParts,
): void {
  const { devDependencies: shared = {} } = readJson<{ devDependencies?: Record<string, string> }>(
    tree,
    'package.json',
  )
  const wanted = Object.entries({ ...devDependencies, vitest: vitestVersion })
  const own = Object.fromEntries(wanted.filter(([one]) => !(one in shared)))
  const lint = [...('oxlint' in shared ? ['oxlint --deny-warnings'] : []), ...checks]
  writeJson(tree, `${root}/package.json`, {
    name,
    version: '0.1.0',
    private: true,
    type: 'module',
    exports: {},
    scripts: { test: testScript(tree, root), ...(lint.length > 0 && { lint: lint.join(' && ') }) },
    ...(dependencies && { dependencies }),
    ...(Object.keys(own).length > 0 && { devDependencies: own }),
    slipway,
  })
}

/** Tests run with the workspace's own configuration where it has one. */
function testScript(tree: Tree, root: string): string {
  const isShared = ['ts', 'mts', 'js', 'mjs'].some((extension) => tree.exists(`vitest.config.${extension}`))
  return isShared ? `vitest run --root ${path.relative(root, '.')} ${root}` : 'vitest run'
}
