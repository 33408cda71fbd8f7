import { chmod, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'

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
      ? [write('restyle', JSON.stringify(JSON.parse(text))), write('add a field to', withField(text))]
      : [write('say more in', `${text}${moreFor(file)}`), write('comment', `${text}${commentFor(file)}`)]),
  ]
}

function withField(text: string): string {
  return JSON.stringify({ ...(JSON.parse(text) as object), description: 'More' })
}

function moreFor(file: string): string {
  if (file.endsWith('.ts')) return "console.log('more')\n"
  return file.endsWith('.html') ? '<p>More\n' : 'more: 1\n'
}

function commentFor(file: string): string {
  if (file.endsWith('.ts')) return '// more\n'
  return file.endsWith('.html') ? '<!-- more -->\n' : '# more\n'
}

/** Each package of the registry in another version: the lockfile's entry, and what is installed. */
function upgrades(texts: Texts): WorkspaceMutation[] {
  const lock = texts['package-lock.json'] ?? '{}'
  return ['left', 'tool'].map((name) => ({
    what: `upgrade ${name}`,
    async apply(directory) {
      const changed = lock.replace(`sha512-${name}`, `sha512-${name}-next`)
      await writeFile(path.join(directory, 'package-lock.json'), changed)
      const code = path.join(directory, 'node_modules', name, 'index.js')
      await writeFile(code, 'module.exports = (text) => `${text}!`\n').catch(ignoreMissing)
    },
  }))
}

/** What is for development alone is not installed here. */
function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}
