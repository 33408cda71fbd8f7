import { execFileSync } from 'node:child_process'
import { symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { temporaryDirectory } from '@slipway/testing'
import { expect, it } from 'vitest'

import { diskReader } from './disk-reader.ts'

it('diskReader takes paths that the system refuses, and pipes, for absent', async () => {
  const root = await temporaryDirectory()
  await symlink('loop', join(root, 'loop'))
  await writeFile(join(root, 'file'), '')
  execFileSync('mkfifo', [join(root, 'pipe')])
  for (const name of ['\0', 'a'.repeat(5000), 'loop', 'file/x', 'pipe'])
    expect(diskReader.kind(join(root, name))).toBeUndefined()
  expect(diskReader.kind(join(root, 'file'))).toBe('file')
  expect(diskReader.kind(root)).toBe('directory')
  expect(diskReader.entryKind?.(join(root, 'loop'))).toBe('link')
})
