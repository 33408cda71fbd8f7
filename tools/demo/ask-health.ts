import { execa } from 'execa'
import { once } from 'node:events'
import path from 'node:path'

/** Starts a service from its source on a free port, asks its `/health`, and stops it with SIGTERM; gives what it said. */
export async function askHealth(project: string): Promise<string> {
  const service = startService(project)
  const url = `http://127.0.0.1:${await portOf(service)}/health`
  const answer = await fetch(url)
  const body = await answer.text()
  service.kill('SIGTERM')
  const { exitCode } = await service
  return `GET ${url}\n${answer.status} ${body}\nSIGTERM: exit status ${exitCode}`
}

type Service = ReturnType<typeof startService>

function startService(project: string) {
  const main = path.join(project, 'src/main.ts')
  return execa(process.execPath, [main], { env: { PORT: '0', LOG_LEVEL: 'info' }, reject: false })
}

/** The port that the service logs when it listens. */
async function portOf(service: Service): Promise<number> {
  for (let log = ''; ;) {
    const sign = await Promise.race([once(service.stdout, 'data'), service])
    if (!Array.isArray(sign)) throw new Error(`The service ended before it listened:\n${log}`)
    log += String(sign[0])
    const port = /"port":(\d+)/.exec(log)?.[1]
    if (port) return Number(port)
  }
}
