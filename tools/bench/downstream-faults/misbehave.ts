import { behaviours, startDownstream, type DownstreamServer } from '@slipway/testing/downstream'
import { listFaults } from './faults.ts'

/** A downstream that is well for a while and at fault for a while. */
export interface FaultyServer {
  readonly server: DownstreamServer
  /** Chooses anew what is wrong, or that nothing is; gives its name. */
  change(): string
  /** Ends all faults. */
  heal(): void
}

/** Starts a server that answers `well`, and whose faults `random` chooses. */
export async function startFaulty(well: object, random: () => number): Promise<FaultyServer> {
  const healthy = behaviours.json(well)
  const faults = Object.entries(listFaults(well))
  const server = await startDownstream(healthy)
  return {
    server,
    change() {
      const [name, fault] = faults[Math.floor(random() * faults.length)] ?? ['well', healthy]
      // A third of the time it is well, a third always at fault, a third now and then.
      const share = [0, 1, 0.3][Math.floor(random() * 3)] ?? 0
      server.behave((socket, request) => (random() < share ? fault : healthy)(socket, request))
      return share === 0 ? 'well' : `${name} (${share * 100} %)`
    },
    heal: () => server.behave(healthy),
  }
}
