import { copyWorkspace, describeWith, git, writeFiles } from '@slipway/testing'
import {
  goImage,
  pythonImage,
  RestrictedContainer,
  Wait,
  type StartedTestContainer,
} from '@slipway/testing/docker'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { runNx } from '../../testing/run-nx.ts'
import type { ImageResult } from '../result.ts'
import { loadIntoDocker } from './load-into-docker.ts'
import { runDocker } from './run-docker.ts'

/** A folder in another language, as somebody brings it along. */
interface Adopted {
  readonly name: string
  readonly files: Record<string, string>
  readonly buildArgs: Record<string, string>
}

const undo: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step()
})

/** Adopts the folder with the generator, builds its image with Nx, and starts that under the limits of the cluster. */
async function adopt({ name, files, buildArgs }: Adopted): Promise<StartedTestContainer> {
  const { directory } = await copyWorkspace()
  const folder = `services/${name}`
  await writeFiles(directory, prefixed(folder, files))
  await nx(directory, 'g', 'slipway:service', name, `--source=${folder}`)
  const manifest = path.join(directory, folder, 'project.json')
  const project = JSON.parse(await readFile(manifest, 'utf8')) as { slipway: object }
  await writeFile(manifest, JSON.stringify({ ...project, slipway: { ...project.slipway, buildArgs } }))
  await git(directory, 'add', '--all')
  await nx(directory, 'run', `${name}:image`)
  undo.push(() => runDocker(['image', 'rm', '--force', `slipway-build/${name}`]))
  const result = JSON.parse(
    await readFile(path.join(directory, `dist/images/${name}.json`), 'utf8'),
  ) as ImageResult
  return await start(await load(directory, result))
}

async function load(workspace: string, { layout, digest }: ImageResult): Promise<string> {
  const image = { layout: path.join(workspace, layout), digest: digest as `sha256:${string}` }
  const name = await loadIntoDocker(image)
  undo.push(() => runDocker(['image', 'rm', '--force', name]))
  return name
}

async function start(image: string): Promise<StartedTestContainer> {
  const container = await new RestrictedContainer(image)
    .withExposedPorts(8080)
    .withWaitStrategy(Wait.forHttp('/ready', 8080))
    .start()
  undo.push(() => container.stop())
  return container
}

async function nx(directory: string, ...args: string[]): Promise<void> {
  const { status, stdout, stderr } = await runNx(directory, args)
  if (status !== 0) throw new Error(`${stdout}${stderr}`)
}

function prefixed(folder: string, files: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]))
}

async function ask(container: StartedTestContainer, route: string): Promise<string> {
  return await (await fetch(`http://127.0.0.1:${container.getMappedPort(8080)}${route}`)).text()
}

const inGo = {
  'go.mod': 'module gopher\n\ngo 1.24\n',
  'main.go': `package main

import (
	"io"
	"net/http"
	"runtime"
)

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "written in "+runtime.Compiler) })
	http.ListenAndServe(":8080", nil)
}
`,
  Dockerfile: `ARG GO_IMAGE=golang:1.26
FROM \${GO_IMAGE} AS build
WORKDIR /src
COPY . .
RUN ["go", "build", "-trimpath", "-o", "/gopher", "."]
FROM scratch
COPY --from=build /gopher /gopher
USER 65532:65532
EXPOSE 8080
ENTRYPOINT ["/gopher"]
`,
}

const inPython = {
  'main.py': `from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"written in python")


ThreadingHTTPServer(("", 8080), Handler).serve_forever()
`,
  Dockerfile: `ARG PYTHON_IMAGE=python:3.13-slim
FROM \${PYTHON_IMAGE}
WORKDIR /app
COPY main.py ./
USER 65532:65532
EXPOSE 8080
ENTRYPOINT ["python3", "-B", "main.py"]
`,
}

describeWith(['docker', 'go'], 'A Go service that was adopted', () => {
  it('is built by its own Dockerfile and answers, read-only, without a capability', async () => {
    const gopher = { name: 'gopher', files: inGo, buildArgs: { GO_IMAGE: await goImage() } }
    expect(await ask(await adopt(gopher), '/')).toBe('written in gc')
  }, 600_000)
})

describeWith(['docker', 'debootstrap'], 'A Python service that was adopted', () => {
  it('is built by its own Dockerfile and answers, read-only, without a capability', async () => {
    const snake = { name: 'snake', files: inPython, buildArgs: { PYTHON_IMAGE: await pythonImage() } }
    expect(await ask(await adopt(snake), '/')).toBe('written in python')
  }, 600_000)
})
