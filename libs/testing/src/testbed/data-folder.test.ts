import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readdir } from 'node:fs/promises'
import path from 'node:path'
import { expect, it } from 'vitest'
import { temporaryDirectory } from '../files/temporary-directory.ts'
import { createDataFolder } from './data-folder.ts'

it('createDataFolder() removes the folders of processes that are gone, and no other', async () => {
  const parent = await temporaryDirectory()
  const ended = spawn(process.execPath, ['--version'])
  await once(ended, 'exit')
  const alive = `slipway-testbed-${process.ppid}-b`
  for (const name of [`slipway-testbed-${ended.pid}-a`, alive, 'other']) await mkdir(path.join(parent, name))
  const created = await createDataFolder(parent)
  const names = await readdir(parent)
  expect(names.toSorted()).toEqual([alive, path.basename(created), 'other'].toSorted())
})
