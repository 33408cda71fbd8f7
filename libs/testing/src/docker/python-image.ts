import { execa } from 'execa'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { docker } from './docker.ts'

const release = 'bookworm'

/**
 * The name of an image in the local engine that stands in for `python:3` where no registry can be reached: Debian's
 * smallest system with its Python, made by debootstrap, which has to be root. It takes a minute once and stays in the engine.
 */
export async function pythonImage(): Promise<string> {
  const name = `slipway-test-python:${release}`
  if ((await docker('image', 'ls', '--quiet', name)) !== '') return name
  const folder = await mkdtemp(path.join(tmpdir(), 'slipway-python-image-'))
  try {
    await execa('debootstrap', ['--variant=minbase', '--include=python3', release, path.join(folder, 'root')])
    await execa('tar', [
      '--create',
      '--file',
      path.join(folder, 'root.tar'),
      '--directory',
      path.join(folder, 'root'),
      '.',
    ])
    await docker('import', path.join(folder, 'root.tar'), name)
    return name
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
