import { onTestFinished } from 'vitest'
import { startGitServer, type ServeOptions } from './start-git-server.ts'

/** Serves a bare repository over HTTP with `git http-backend`, as a host does, until the test is over; gives its URL. */
export async function serveRepository(bare: string, options: ServeOptions = {}): Promise<string> {
  const server = await startGitServer(bare, options)
  onTestFinished(() => server.close())
  return server.url
}
