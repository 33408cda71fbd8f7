import { execa } from 'execa'
import { existsSync } from 'node:fs'
import { realpath } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { programPath } from '../requirements/program-path.ts'

/** Where Debian keeps the certificates that a machine trusts. */
export const certificates = '/etc/ssl/certs/ca-certificates.crt'

/** Name lookups load these without ldd knowing. */
const nameServices = ['libnss_dns.so.2', 'libnss_files.so.2', 'libresolv.so.2']

/** The folder of the npm that runs this test, or else of the one on PATH. */
export async function findNpm(): Promise<string> {
  const running = process.env['npm_execpath']
  const cli = await realpath(
    running !== undefined && /np[mx]-cli\.js$/.test(running) ? running : programPath('npm'),
  )
  return path.resolve(cli, '../..')
}

/** What npm in a container needs to reach what npm on this machine reaches, as environment variables. */
export async function npmEnvironment(npm: string): Promise<Record<string, string>> {
  const cli = path.join(npm, 'bin/npm-cli.js')
  const { stdout } = await execa(process.execPath, [cli, 'config', 'get', 'registry'], { cwd: tmpdir() })
  const environment = { NPM_CONFIG_REGISTRY: stdout, NPM_CONFIG_UPDATE_NOTIFIER: 'false' }
  return existsSync(certificates) ? { ...environment, NODE_EXTRA_CA_CERTS: certificates } : environment
}

/** The shared libraries that a program needs, at the paths where it looks for them. */
export async function findLibraries(program: string): Promise<string[]> {
  const { stdout } = await execa('ldd', [program])
  const named = [...stdout.matchAll(/(\/\S+) \(0x/g)].map(([, file]) => file ?? '')
  const folder = path.dirname(named.find((file) => file.endsWith('/libc.so.6')) ?? '')
  return [...named, ...nameServices.map((name) => path.join(folder, name)).filter((file) => existsSync(file))]
}
