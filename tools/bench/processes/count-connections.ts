import { readFile } from 'node:fs/promises'

const established = '01'

/**
 * How many connections clients have to a port of this machine: established ones alone, so that one whose client is gone and that the
 * service keeps (`CLOSE_WAIT`) is not among them. The table is the kernel's: proc(5), `/proc/net/tcp`.
 */
export async function countConnections(port: number): Promise<number> {
  const tables = await Promise.all(
    ['tcp', 'tcp6'].map((name) => readFile(`/proc/net/${name}`, 'utf8').catch(() => '')),
  )
  const local = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  const rows = tables.flatMap((table) => table.split('\n').slice(1))
  return rows.filter((row) => {
    const [, address, , state] = row.trim().split(/\s+/)
    return state === established && address?.endsWith(local)
  }).length
}
