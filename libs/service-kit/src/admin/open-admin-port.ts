import { listen } from '../server/listen.ts'
import { watchConnections } from '../server/watch-connections.ts'
import { adminPort, type BaseSettings } from '../settings/base-settings.ts'
import type { Releases } from '../stop/releases.ts'
import { createAdminServer, type AdminSources } from './admin-server.ts'

/**
 * Listens on the admin port before anything else does, so that a slow start can be seen, and closes it as the last: whoever watches
 * the drain asks there.
 */
export async function openAdminPort(
  settings: BaseSettings,
  sources: AdminSources,
  releases: Releases,
): Promise<{ port: number; url: string }> {
  const server = createAdminServer(sources)
  const connections = watchConnections(server)
  const port = await listen(server, 'ADMIN_PORT', adminPort(settings))
  releases.add(connections.close, 'admin port')
  return { port, url: `http://127.0.0.1:${port}` }
}
