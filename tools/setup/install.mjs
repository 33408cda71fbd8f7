// Installs the dependencies when they are missing or differ from the lockfile. Plain JavaScript without dependencies,
// as it runs before there are any, on whatever Node the machine has.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

const root = path.resolve(import.meta.dirname ?? '.', '../..')

if (!isInstalled()) install()
requirePinnedNode()

/** npm keeps its own record of what it put into node_modules: compare it with the lockfile, package by package. */
function isInstalled() {
  const record = path.join(root, 'node_modules/.package-lock.json')
  if (!existsSync(record)) return false
  const wanted = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages
  const found = JSON.parse(readFileSync(record, 'utf8')).packages
  return Object.entries(wanted)
    .filter(([name, entry]) => name.startsWith('node_modules/') && !entry.optional)
    .every(
      ([name, entry]) => found[name]?.version === entry.version && found[name]?.resolved === entry.resolved,
    )
}

function install() {
  console.error('Installing the dependencies (npm ci), once')
  const npm = process.env['npm_execpath']
  const [program, args] = npm ? [process.execPath, [npm, 'ci']] : ['npm', ['ci']]
  const { status, error } = spawnSync(program, [...args, '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  })
  if (status !== 0)
    fail(`Cannot install the dependencies: npm ended with ${error?.message ?? `exit status ${status}`}`)
}

/** npm leaves out an optional dependency that it cannot install without a word, and the pinned Node is one. */
function requirePinnedNode() {
  const pinned = path.join(root, 'node_modules/.bin/node')
  const major = Number(process.versions.node.split('.')[0])
  if (existsSync(pinned) || major >= 24) return
  fail(
    `Cannot run on Node ${process.versions.node}: wanted Node 24 or newer, or Linux on x64 or arm64, where it is installed by itself`,
  )
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
