import { describeWith, git, temporaryDirectory, writeFiles } from '@slipway/testing'
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { consideredRef } from '../remote/considered.ts'
import { World } from '../testing/world.ts'

const run = promisify(execFile)

/** A world whose source clone is configured to sign with a key of this name. */
async function createSigning(key: string): Promise<World> {
  const world = await World.create()
  const settings = { 'gpg.format': 'ssh', 'user.signingKey': key, 'commit.gpgSign': 'true' }
  for (const [name, value] of Object.entries(settings)) await git(world.clone, 'config', name, value)
  return world
}

describeWith(['ssh-keygen'], 'publish() where Git signs commits', () => {
  it('signs the commit and what the ref tells, in the name of whoever started the pipeline', async () => {
    const folder = await temporaryDirectory()
    const key = path.join(folder, 'key')
    await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key])
    const world = await createSigning(key)
    const author = { name: 'Ann', email: 'ann@example.test' }
    await world.publish(await world.change('2'), { orders: 'a' }, { author })
    await writeFiles(folder, { signers: `${author.email} ${await readFile(`${key}.pub`, 'utf8')}` })
    const trusted = ['-c', `gpg.ssh.allowedSignersFile=${path.join(folder, 'signers')}`]
    const shown = ['log', '-1', '--format=%G? %GS %an <%ae> %cn <%ce>']
    for (const ref of ['main', consideredRef('staging', 'shop')]) {
      expect(await git(world.config, ...trusted, ...shown, ref)).toBe(
        'G ann@example.test Ann <ann@example.test> Ann <ann@example.test>',
      )
    }
  })

  it('pushes nothing when it cannot sign, and says so', async () => {
    const world = await createSigning('/nowhere/key')
    const refs = await world.refs()
    await expect(world.publish(await world.head(), { orders: 'a' })).rejects.toMatchObject({
      code: 'signing-failed',
      message: expect.stringContaining('/nowhere/key') as string,
    })
    expect(await world.refs()).toBe(refs)
  })
})
