import { SlipwayError } from '../../slipway-error.ts'

/** The port of a service, and the one that it gets on the machine of whoever runs it locally. */
export interface Ports {
  readonly port: number
  readonly localPort: number
}

const first = 3000
const last = 65_535

/**
 * The port that the user wants, else the one that a Dockerfile exposes, else the next free one. `taken` has the owner of
 * each port on a developer's machine; an exposed port that is taken there stays, as in a cluster each pod has its own.
 * Throws `taken-port` when the user wants a taken one, `invalid-options` for what is no port: Nx checks the type in a
 * generator's schema, but neither its bounds nor that it is whole.
 */
export function choosePorts(
  { wanted, exposed }: { wanted: number | undefined; exposed: number | undefined },
  taken: ReadonlyMap<number, string>,
): Ports {
  if (wanted !== undefined) requirePort(wanted)
  const owner = wanted === undefined ? undefined : taken.get(wanted)
  if (owner !== undefined) {
    throw new SlipwayError(
      'taken-port',
      `Cannot use the port ${wanted}: "${owner}" has it, ${nextFree(taken)} is free`,
    )
  }
  const port = wanted ?? exposed ?? nextFree(taken)
  return { port, localPort: taken.has(port) ? nextFree(taken) : port }
}

/** As far from the service's port as service-kit puts it when nobody says another one. */
const adminOffset = 1000

/** The port of metrics and probes that goes with a service's port. */
export function chooseAdminPort(port: number): number {
  return port + adminOffset <= last ? port + adminOffset : port - adminOffset
}

function requirePort(port: number): void {
  if (Number.isInteger(port) && port >= 1 && port <= last) return
  throw new SlipwayError(
    'invalid-options',
    `Cannot use the port ${port}: wanted an integer between 1 and ${last}`,
  )
}

function nextFree(taken: ReadonlyMap<number, string>): number {
  let port = first
  while (taken.has(port)) port += 1
  return port
}
