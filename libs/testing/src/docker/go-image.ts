import { execa } from 'execa'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { docker } from './docker.ts'

/**
 * The name of an image in the local engine that stands in for `golang` where no registry can be reached: this machine's Go
 * and an empty `/tmp`, from scratch. It stays in the engine for the next run.
 */
export async function goImage(): Promise<string> {
  const { stdout } = await execa('go', ['env', 'GOROOT', 'GOVERSION'])
  const [root = '', version = ''] = stdout.split('\n')
  const name = `slipway-test-go:${version}`
  if ((await docker('image', 'ls', '--quiet', name)) !== '') return name
  const context = await mkdtemp(path.join(tmpdir(), 'slipway-go-image-'))
  try {
    for (const part of ['bin', 'pkg', 'src', 'go.env', 'VERSION'])
      await cp(path.join(root, part), path.join(context, 'go', part), { recursive: true, dereference: true })
    await writeFile(path.join(context, 'Dockerfile'), recipe)
    await docker('build', '--quiet', '--tag', name, context)
    return name
  } finally {
    await rm(context, { recursive: true, force: true })
  }
}

const recipe = `FROM scratch
COPY go /usr/local/go
WORKDIR /tmp
ENV PATH=/usr/local/go/bin GOROOT=/usr/local/go GOTOOLCHAIN=local GOPROXY=off GOFLAGS=-mod=mod CGO_ENABLED=0 HOME=/tmp
ENTRYPOINT ["/usr/local/go/bin/go"]
`
