import { reservePort, temporaryDirectory } from '@slipway/testing'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, open, readdir, readFile, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll } from 'vitest'

/** An nginx of this machine that serves a bundled front end. */
export interface RunningNginx {
  readonly url: string
  readonly process: ChildProcess
  /** The lines of its access log so far. */
  log(): Promise<Record<string, unknown>[]>
  /** Sends a signal and gives the status that it ends with. */
  end(signal: NodeJS.Signals): Promise<number | null>
}

const started: ChildProcess[] = []

// Not SIGKILL, which its workers would outlive.
afterAll(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode !== null) continue
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
})

/**
 * Starts it as the image does, from a copy whose configuration differs in what the machine decides: the port, the folder
 * for temporary files, the number of processes, and the lines of the environment, which `api` has.
 */
export async function startNginx(bundle: string, api: string): Promise<RunningNginx> {
  const folder = await temporaryDirectory()
  const [app, log] = [path.join(folder, 'app'), path.join(folder, 'access.log')]
  const port = await reservePort()
  await cp(bundle, app, { recursive: true })
  await forgetTimes(app)
  await mkdir(path.join(folder, 'tmp'))
  const file = path.join(app, 'server/nginx.conf')
  const text = await readFile(file, 'utf8')
  const adapted = text
    // One of them has one memory of what a name server said.
    .replace(/worker_processes \d+;/, 'worker_processes 1;')
    .replace(/listen \d+;/, `listen 127.0.0.1:${port};`)
    .replaceAll(/ \/tmp\//g, ` ${folder}/tmp/`)
  await writeFile(file, adapted)
  await writeFile(path.join(app, 'server/environment/api.conf'), api)
  const output = await open(log, 'a')
  const args = ['-p', app, '-e', 'stderr', '-c', 'server/nginx.conf']
  // Started by root it gives up its rights, and with them the way to a temporary folder.
  if (process.getuid?.() === 0) args.push('-g', 'user root root;')
  const child = spawn('/usr/sbin/nginx', args, { stdio: ['ignore', output.fd, 'inherit'] })
  await output.close()
  started.push(child)
  const ended = once(child, 'exit') as Promise<[number | null]>
  const url = `http://127.0.0.1:${port}`
  while (!(await fetch(`${url}/ready`).catch(() => undefined))?.ok) {
    if (child.exitCode !== null) throw new Error(`nginx ended with ${child.exitCode} instead of listening`)
    await delay(20)
  }
  return {
    url,
    process: child,
    async log() {
      const lines = (await readFile(log, 'utf8')).split('\n').filter((line) => line !== '')
      return lines.map((line) => JSON.parse(line) as Record<string, unknown>)
    },
    async end(signal) {
      child.kill(signal)
      return (await ended)[0]
    },
  }
}

/** In an image all files have the same time. */
async function forgetTimes(directory: string): Promise<void> {
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true }))
    await utimes(path.join(entry.parentPath, entry.name), 0, 0)
}
