import { mkdir, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { git } from '../config-repos/git.ts'

const base = `example.test/base@sha256:${'b'.repeat(64)}`

/** Folders of the services that are bundled. */
export const bundledRoots: readonly string[] = ['apps/api', 'apps/site', 'apps/web']

/** Folder of the service that Docker builds, if there is an engine. */
export const dockerRoot = 'apps/page'

/**
 * A workspace of which every image can be built in a moment: `web` with a library and packages, `api` with neither, a front end with a
 * package, a Dockerfile that copies one of its files, and files that are in no image.
 */
export const workspaceTexts: Readonly<Record<string, string>> = {
  '.gitignore': 'node_modules/\ndist/\n',
  'README.md': '# Shop\n',
  'nx.json': json({ plugins: [{ plugin: 'slipway/plugin' }] }),
  'package.json': json({
    name: 'shop',
    workspaces: ['apps/*', 'libs/*'],
    repository: 'https://example.test/shop',
  }),
  'tsconfig.base.json': json({ compilerOptions: { target: 'es2023' } }),
  'package-lock.json': json({
    lockfileVersion: 3,
    packages: {
      '': { name: 'shop' },
      'apps/api': { version: '1.0.0' },
      'apps/site': { version: '1.0.0', dependencies: { left: '^1.0.0' } },
      'apps/web': {
        version: '1.0.0',
        dependencies: { kit: '1.0.0', right: '^1.0.0' },
        devDependencies: { tool: '1.0.0' },
      },
      'libs/kit': { name: 'kit', version: '1.0.0', dependencies: { left: '^1.0.0' } },
      'libs/other': { name: 'other', version: '1.0.0' },
      'node_modules/kit': { resolved: 'libs/kit', link: true },
      'node_modules/left': { version: '1.3.0', integrity: 'sha512-left' },
      'node_modules/right': { version: '1.0.0', integrity: 'sha512-right' },
      'node_modules/tool': { version: '1.0.0', integrity: 'sha512-tool', dev: true },
    },
  }),
  'config/compile.json': json({ compilerOptions: { strict: true } }),
  'config-repo/slipway.yaml': 'registry: a.test\nenvironments: [{ name: staging }]\n',
  'apps/api/package.json': json({ name: 'api', type: 'module', slipway: { port: 3001, base } }),
  'apps/api/src/main.ts': "import { answer } from './answer.ts'\nconsole.log(answer)\n",
  'apps/api/src/answer.ts': 'export const answer: number = 42\n',
  'apps/api/src/answer.test.ts': "import './answer.ts'\n",
  'apps/api/src/unused.ts': 'export const unused = 1\n',
  'apps/api/README.md': '# api\n',
  'apps/api/tsconfig.json': json({ extends: '../../tsconfig.base.json' }),
  'apps/web/package.json': json({
    name: 'web',
    type: 'module',
    dependencies: { kit: '1.0.0', right: '^1.0.0' },
    devDependencies: { tool: '1.0.0' },
    slipway: { port: 3000, base, workers: ['src/sum.worker.ts'] },
  }),
  'apps/web/src/main.ts':
    "import { kit } from 'kit'\nimport type { Shape } from './shape.ts'\nclass Box implements Shape {\n  kit = kit\n}\nconsole.log(new Box())\n",
  'apps/web/tsconfig.json': json({ extends: '../../config/compile.json' }),
  'apps/web/src/shape.ts': 'export interface Shape {\n  kit: string\n}\n',
  'apps/web/src/sum.worker.ts': 'console.log(1 + 2)\n',
  'apps/site/package.json': json({
    name: 'site',
    dependencies: { left: '^1.0.0' },
    slipway: { kind: 'static', port: 8080, base },
  }),
  'apps/site/index.html':
    '<!doctype html><title>Shop</title><script type="module" src="./src/main.ts"></script>\n',
  'apps/site/src/main.ts':
    "import left from 'left'\nimport { title } from './title.ts'\ndocument.title = left(title)\n",
  'apps/site/src/title.ts': "export const title: string = 'Shop'\n",
  'apps/site/public/robots.txt': 'User-agent: *\n',
  'apps/site/server/nginx.conf': 'events {}\n',
  'apps/page/project.json': json({ name: 'page' }),
  'apps/page/Dockerfile': 'FROM scratch\nCOPY index.html /\n',
  'apps/page/.dockerignore': '*.md\n',
  'apps/page/index.html': '<title>Page</title>\n',
  'apps/page/notes.txt': 'No part of it\n',
  'apps/page/README.md': '# page\n',
  'libs/kit/package.json': json({
    name: 'kit',
    type: 'module',
    exports: './src/index.ts',
    dependencies: { left: '^1.0.0' },
  }),
  'libs/kit/src/index.ts': "import left from 'left'\nexport const kit: string = left('kit')\n",
  'libs/other/package.json': json({ name: 'other' }),
  'libs/other/src/index.ts': 'export {}\n',
}

/** What `npm install` leaves in a workspace, for the packages of its lockfile; `says` is what `left` does. */
export function installedTexts(
  lockfile = workspaceTexts['package-lock.json'] ?? '',
  says = 'text',
): Record<string, string> {
  const lock = JSON.parse(lockfile) as { packages: Record<string, unknown> }
  const { '': _, ...packages } = lock.packages
  return {
    'node_modules/.package-lock.json': json({ ...lock, packages }),
    'node_modules/left/package.json': json({ name: 'left', version: '1.3.0' }),
    'node_modules/left/index.js': `module.exports = (text) => ${says}\n`,
    'node_modules/right/package.json': json({ name: 'right', version: '1.0.0' }),
    'node_modules/right/index.js': 'module.exports = 1\n',
  }
}

/** Writes that workspace into a folder that is not there yet, with what is installed, and commits it. */
export async function createBuildableWorkspace(directory: string): Promise<void> {
  await writeTexts(directory, { ...workspaceTexts, ...installedTexts() })
  await symlink('../libs/kit', path.join(directory, 'node_modules/kit'))
  await git(directory, ['init', '--quiet', '--initial-branch=main'])
  await git(directory, ['add', '--all'])
  await git(directory, ['commit', '--quiet', '--message=Start'])
}

/** Writes files below a folder, by their paths. */
export async function writeTexts(directory: string, texts: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(texts)) {
    const file = path.join(directory, name)
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, text)
  }
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`
}
