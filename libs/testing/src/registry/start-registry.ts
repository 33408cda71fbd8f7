import { mkdtemp, realpath, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll } from 'vitest'
import { ProgramGroup } from '../testbed/program-group.ts'
import { reservePort } from '../testbed/reserve-port.ts'

/** A registry of its own on loopback, with its data in a temporary folder. */
export interface Registry {
  /** `127.0.0.1:<port>` */
  host: string
  /** Ends it and removes its data; happens by itself when the test file is over. */
  stop(): Promise<void>
}

/** The only user of a registry that was started with `authenticated`. */
export const registryUser = { username: 'tester', password: 'correct horse' }

// bcrypt of the password above; the registry takes nothing else.
const htpasswd = `${registryUser.username}:$2b$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2\n`

/** Starts Debian's docker-registry (the distribution project's registry 2.8) and waits until it answers. */
export async function startRegistry(options: { authenticated?: boolean } = {}): Promise<Registry> {
  const programs = new ProgramGroup(await realpath(await mkdtemp(path.join(tmpdir(), 'slipway-registry-'))))
  started.push(programs)
  const host = `127.0.0.1:${await reservePort()}`
  const file = path.join(programs.directory, 'config.json')
  await writeFile(path.join(programs.directory, 'htpasswd'), htpasswd)
  // JSON is YAML.
  await writeFile(file, JSON.stringify(configOf(host, programs.directory, options.authenticated ?? false)))
  await programs.start({ name: 'docker-registry', arguments: ['serve', file] })
  await programs.until({ what: 'the registry', seconds: 60 }, async () => {
    const { status, body } = await fetch(`http://${host}/v2/`)
    await body?.cancel()
    return status < 500 || undefined
  })
  return { host, stop: () => programs.stop() }
}

const started: ProgramGroup[] = []

afterAll(async () => {
  await Promise.all(started.splice(0).map((programs) => programs.stop()))
})

function configOf(host: string, directory: string, authenticated: boolean): object {
  return {
    version: 0.1,
    log: { level: 'warn', accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory: path.join(directory, 'data') } },
    http: { addr: host, secret: 'fixed' },
    ...(authenticated && { auth: { htpasswd: { realm: 'test', path: path.join(directory, 'htpasswd') } } }),
  }
}
