import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, copyFile, cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { writeFiles } from '../files/file-tree.ts'
import { docker } from './docker.ts'
import { certificates, findLibraries, findNpm, npmEnvironment } from './machine-parts.ts'

const programs = ['/usr/bin/env', '/usr/bin/rm']

/**
 * The name of an image in the local engine that stands in for `node:24` where no registry can be reached: made FROM
 * scratch of the running Node, npm, `env` (npm's first line asks for it), `rm` (Compose deletes with it), their libraries, and the
 * machine's certificates.
 * It stays in the engine for the next run.
 */
export async function nodeImage(): Promise<string> {
  const npm = await findNpm()
  const recipe = describeImage(await npmEnvironment(npm))
  const key = createHash('sha256').update(
    JSON.stringify([recipe, programs, process.version, process.arch, npm]),
  )
  const name = `slipway-test-node:${key.digest('hex').slice(0, 12)}`
  if ((await docker('image', 'ls', '--quiet', name)) === '') await buildFromParts(name, { npm, recipe })
  return name
}

function describeImage(environment: Record<string, string>): string {
  const variables = Object.entries(environment).map(([name, value]) => `ENV ${name}="${value}"\n`)
  return `FROM scratch
COPY root/ /
ENV PATH=/usr/local/bin:/usr/bin:/bin
${variables.join('')}ENTRYPOINT ["/usr/local/bin/node"]
`
}

async function buildFromParts(name: string, { npm, recipe }: { npm: string; recipe: string }): Promise<void> {
  const context = await mkdtemp(path.join(tmpdir(), 'slipway-node-image-'))
  try {
    await writeFiles(context, {
      Dockerfile: recipe,
      'root/etc/passwd': 'root:x:0:0:root:/:/sbin/nologin\nnobody:x:65534:65534:nobody:/:/sbin/nologin\n',
      'root/etc/group': 'root:x:0:\nnogroup:x:65534:\n',
      'root/etc/nsswitch.conf': 'hosts: files dns\n',
    })
    await placePrograms(path.join(context, 'root'))
    await placeNpm(path.join(context, 'root'), npm)
    await docker('build', '--quiet', '--tag', name, context)
  } finally {
    await rm(context, { recursive: true, force: true })
  }
}

async function placePrograms(root: string): Promise<void> {
  const libraries = await Promise.all([process.execPath, ...programs].map(findLibraries))
  const files = new Map([...libraries.flat(), ...programs].map((file) => [file, file]))
  files.set('/usr/local/bin/node', process.execPath)
  if (existsSync(certificates)) files.set(certificates, certificates)
  for (const [target, source] of files) {
    await mkdir(path.dirname(path.join(root, target)), { recursive: true })
    await copyFile(source, path.join(root, target))
  }
  await mkdir(path.join(root, 'tmp'))
  await chmod(path.join(root, 'tmp'), 0o1777)
}

async function placeNpm(root: string, npm: string): Promise<void> {
  await cp(npm, path.join(root, 'usr/local/lib/node_modules/npm'), { recursive: true, dereference: true })
  await symlink('../lib/node_modules/npm/bin/npm-cli.js', path.join(root, 'usr/local/bin/npm'))
}
