import { execa } from 'execa'
import { randomUUID } from 'node:crypto'
import { afterAll } from 'vitest'
import { findProgram } from '../requirements/program-path.ts'
import { nodeImage } from './node-image.ts'

/** A Compose project of its own name, built without any registry of images. */
export interface ComposeProject {
  /** Runs `docker compose` with these arguments and gives its standard output. */
  run(...args: string[]): Promise<string>
  /** Starts `docker compose watch` and comes back once it watches. */
  watch(): Promise<void>
  /** Where a port of a service is reached on this machine; ask again after a restart. */
  url(service: string, port: number): Promise<string>
}

/**
 * The Compose project in `directory`. Containers, networks, volumes and images of it are removed when the test file is
 * over.
 */
export async function composeProject(
  directory: string,
  environment: Record<string, string>,
): Promise<ComposeProject> {
  const node = await nodeImage()
  const images = { NODE_IMAGE: node, BASE_IMAGE: node }
  const env = { ...images, ...environment, COMPOSE_PROJECT_NAME: `slipway-test-${randomUUID()}` }
  const start = startIn(directory, env)
  projects.push(start)
  return {
    run: async (...args) => (await start(...args)).stdout,
    watch: () => watch(start('watch', '--no-up')),
    url: async (service, port) => {
      const { stdout } = await start('port', service, String(port))
      return `http://127.0.0.1:${stdout.replace(/^.*:/, '')}`
    },
  }
}

type Start = ReturnType<typeof startIn>
type Running = ReturnType<Start>

const projects: Start[] = []
const watching: Running[] = []

afterAll(async () => {
  for (const child of watching.splice(0)) {
    child.kill()
    await child.catch(() => undefined)
  }
  for (const start of projects.splice(0)) {
    await start('down', '--volumes', '--remove-orphans', '--rmi', 'local')
  }
}, 300_000)

function startIn(cwd: string, env: Record<string, string>) {
  const standalone = findProgram('docker-compose')
  const [program, ...first]: [string, ...string[]] = standalone ? [standalone] : ['docker', 'compose']
  return (...args: string[]) => execa(program, [...first, ...args], { cwd, env, stdin: 'ignore', all: true })
}

async function watch(child: Running): Promise<void> {
  watching.push(child)
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  let text = ''
  // One listener for all of it: chunks may come one after the other, with no time to listen again between them.
  child.all.on('data', (chunk: Buffer) => {
    text += String(chunk)
    if (text.includes('Watch enabled')) resolve()
  })
  child.then(
    () => reject(new Error(`docker compose watch ended: ${text}`)),
    (error: unknown) => reject(error),
  )
  await promise
}
