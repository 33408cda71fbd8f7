import { startGitServer } from '@slipway/testing/git-server'
import { chmod, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** How publishers reach a repository. */
export interface Transport {
  readonly url: string
  readonly env: Record<string, string>
  close(): void
}

export const transportNames = ['file', 'ssh', 'http'] as const

export type TransportName = (typeof transportNames)[number]

/** Makes a bare repository reachable; `folder` is for what that needs. */
export async function openTransport(name: TransportName, bare: string, folder: string): Promise<Transport> {
  switch (name) {
    case 'file':
      return { url: `file://${bare}`, env: {}, close: () => undefined }
    case 'ssh':
      return { url: `ssh://localhost${bare}`, env: await prepareSsh(folder), close: () => undefined }
    case 'http':
      return { ...(await startGitServer(bare)), env: {} }
  }
}

/**
 * In the place of ssh: runs the command here, in a session of its own, as a server does. A kill of the client's group does not reach
 * it: it only sees its input end.
 */
const ssh = `#!/bin/sh
while [ $# -gt 1 ]; do shift; done
exec setsid sh -c "$1"
`

async function prepareSsh(folder: string): Promise<Record<string, string>> {
  const program = path.join(folder, 'ssh')
  await writeFile(program, ssh)
  await chmod(program, 0o755)
  return { GIT_SSH_COMMAND: program, GIT_SSH_VARIANT: 'ssh' }
}
