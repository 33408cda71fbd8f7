import { gitEnvironment, temporaryDirectory } from '@slipway/testing'
import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { objectId } from './git-object.ts'
import { readPack } from './read-pack.ts'

/** Many versions of one text, which Git stores as deltas of each other. */
async function createPack(): Promise<{ pack: Buffer; texts: Map<string, string> }> {
  const directory = await temporaryDirectory()
  const git = (args: string[], input = '') =>
    execFileSync('git', args, { cwd: directory, input, env: { ...process.env, ...gitEnvironment } })
  git(['init', '--quiet', '--bare', '.'])
  const lines = Array.from({ length: 4000 }, (_, index) => `line ${index} ${(index * 7919) % 1000}\n`)
  const texts = new Map<string, string>()
  for (let version = 0; version < 12; version += 1) {
    const text = lines.with(version * 300, `version ${version}\n`).join('')
    texts.set(git(['hash-object', '-w', '--stdin'], text).toString().trim(), text)
  }
  const pack = git(
    ['pack-objects', '--stdout', '--delta-base-offset', '--quiet'],
    [...texts.keys()].join('\n'),
  )
  return { pack, texts }
}

describe('readPack()', () => {
  it('gives what Git stored, also as deltas, under the ids that Git gave', async () => {
    const { pack, texts } = await createPack()
    expect(pack.length).toBeLessThan(60_000)
    const objects = readPack(pack, 'sha1')
    expect([...objects.keys()].toSorted()).toEqual([...texts.keys()].toSorted())
    for (const [oid, object] of objects) {
      expect(object.content.toString()).toBe(texts.get(oid))
      expect(objectId(object, 'sha1')).toBe(oid)
    }
  })

  it('throws for a pack that is cut or changed, wherever', async () => {
    const { pack } = await createPack()
    for (let at = 0; at < pack.length; at += 997) {
      const changed = Buffer.from(pack)
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at)
      expect(() => readPack(changed, 'sha1')).toThrow(RangeError)
    }
    expect(() => readPack(pack.subarray(0, 5000), 'sha1')).toThrow(RangeError)
  })
})
