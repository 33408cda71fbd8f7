import { createBareRepository, git, gitEnvironment, temporaryDirectory } from '@slipway/testing'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { createBareRepository as createScratch } from '../index.ts'

const program = `
const { openRepository } = await import(process.argv[1])
const scratch = await openRepository(process.argv[2])
await scratch.push(process.argv[3], JSON.parse(process.argv[4]))
`

/** Kills the group of whoever pushes as soon as the refs are locked, and goes on. */
const hook = `#!/bin/sh
[ "$1" = prepared ] || exit 0
read -r group <"$GIT_DIR/group" || exit 0
rm "$GIT_DIR/group"
kill -s KILL -- "-$group"
echo killed >"$GIT_DIR/killed"
`

describe('Repository.push() to a repository on this machine', () => {
  it('comes to its end when its process group is killed, so that no lock stays there', async () => {
    const bare = await createBareRepository({ a: '1' })
    const scratch = await createScratch(path.join(await temporaryDirectory(), 'scratch'), {
      env: gitEnvironment,
    })
    await scratch.fetch(bare, ['+refs/heads/main:refs/tip'])
    const tip = (await scratch.resolve('refs/tip')) ?? ''
    const tree = await scratch.writeTree(tip, new Map([['a', '2']]))
    const oid = await scratch.commitTree({ tree, parents: [tip], message: 'Change' })
    await writeFile(path.join(bare, 'hooks/reference-transaction'), hook)
    await chmod(path.join(bare, 'hooks/reference-transaction'), 0o755)
    const updates = [
      { ref: 'refs/heads/main', oid, expected: tip },
      { ref: 'refs/slipway/x', oid: tip },
    ]

    const args = [
      path.join(import.meta.dirname, '../index.ts'),
      scratch.directory,
      bare,
      JSON.stringify(updates),
    ]
    const child = spawn(process.execPath, ['--input-type=module', '--eval', program, ...args], {
      detached: true,
      env: { ...process.env, ...gitEnvironment },
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    await writeFile(path.join(bare, 'group'), `${child.pid}\n`)
    const [, signal] = (await once(child, 'exit')) as unknown[]
    expect(signal).toBe('SIGKILL')
    const refs = `refs/heads/main ${oid}\nrefs/slipway/x ${tip}`
    await expect
      .poll(() => git(bare, 'for-each-ref', '--format=%(refname) %(objectname)'), { timeout: 5000 })
      .toBe(refs)
    expect(await readdir(path.join(bare, 'refs/heads'))).toEqual(['main'])
  })
})
