import { chmod, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { installedTexts, writeTexts } from './buildable-workspace.ts'

/** A way to change a workspace that is as it was committed. */
export interface WorkspaceMutation {
  readonly what: string
  apply(directory: string): Promise<void>
}

type Texts = Readonly<Record<string, string>>

/** Ways to change each file: what it says, how it is written, whether it is there; and the packages of the lockfile. */
export function workspaceMutations(texts: Texts): WorkspaceMutation[] {
  const files = Object.entries(texts).filter(([file]) => file !== '.gitignore')
  return [...files.flatMap(([file, text]) => mutationsOf(file, text)), ...upgrades(texts)]
}

function mutationsOf(file: string, text: string): WorkspaceMutation[] {
  const at = (directory: string) => path.join(directory, file)
  const write = (what: string, changed: string): WorkspaceMutation => ({
    what: `${what} ${file}`,
    apply: (directory) => writeFile(at(directory), changed),
  })
  return [
    { what: `remove ${file}`, apply: (directory) => rm(at(directory)) },
    { what: `move ${file}`, apply: (directory) => rename(at(directory), `${at(directory)}.moved`) },
    { what: `make executable ${file}`, apply: (directory) => chmod(at(directory), 0o755) },
    ...(file.endsWith('.json')
      ? changesOfData(file, text, write)
      : [write('say more in', `${text}${moreFor(file)}`), write('comment', `${text}${commentFor(file)}`)]),
    ...(file.endsWith('.ts')
      ? [
          write('declare a type in', `${text}export interface More {\n  more: string\n}\n`),
          write('export more from', `${text}export const more = () => process.pid\n`),
        ]
      : []),
  ]
}

type Write = (what: string, changed: string) => WorkspaceMutation

function changesOfData(file: string, text: string, write: Write): WorkspaceMutation[] {
  const content = JSON.parse(text) as { compilerOptions?: object; type?: string }
  const changed = (more: object) => JSON.stringify({ ...content, ...more })
  const compilerOptions = { ...content.compilerOptions, useDefineForClassFields: false }
  return [
    write('restyle', JSON.stringify(content)),
    write('add a field to', changed({ description: 'More' })),
    ...(file.startsWith('config/') || /tsconfig[^/]*$/.test(file)
      ? [write('compile otherwise by', changed({ compilerOptions }))]
      : []),
    ...(content.type === 'module' ? [write('no ES module by', changed({ type: 'commonjs' }))] : []),
  ]
}

function moreFor(file: string): string {
  if (file.endsWith('.ts')) return "console.log('more')\n"
  return file.endsWith('.html') ? '<p>More\n' : 'more: 1\n'
}

function commentFor(file: string): string {
  if (file.endsWith('.ts')) return '// more\n'
  return file.endsWith('.html') ? '<!-- more -->\n' : '# more\n'
}

/** Each package of the registry in another version or another place: the lockfile's entry, and what npm installs by it. */
function upgrades(texts: Texts): WorkspaceMutation[] {
  const lock = texts['package-lock.json'] ?? '{}'
  const install = (what: string, changed: string, says = 'text', more: Texts = {}): WorkspaceMutation => ({
    what,
    async apply(directory) {
      const installed = installedTexts(changed, says)
      await writeTexts(directory, { ...installed, ...more, 'package-lock.json': changed })
    },
  })
  const left = { version: '1.3.0', integrity: 'sha512-left' }
  const nested = JSON.stringify(JSON.parse(lock), (key, value: object) =>
    key === 'packages' ? { ...value, 'libs/kit/node_modules/left': left } : value,
  )
  const code = { 'libs/kit/node_modules/left/index.js': installedTexts()['node_modules/left/index.js'] ?? '' }
  return [
    install('upgrade left', lock.replace('sha512-left', 'sha512-left-next'), '`${text}!`'),
    install('upgrade right', lock.replace('sha512-right', 'sha512-right-next')),
    install('upgrade tool', lock.replace('sha512-tool', 'sha512-tool-next')),
    install('install left for kit alone', nested, 'text', code),
  ]
}
