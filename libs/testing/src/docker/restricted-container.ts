import { GenericContainer } from 'testcontainers'

// The image of testcontainers' reaper cannot be pulled everywhere; tests stop what they start.
process.env['TESTCONTAINERS_RYUK_DISABLED'] = 'true'

/**
 * A container with the limits that the `restricted` Pod Security Standard and the workloads of the config repo set: a
 * read-only root file system, no capabilities, no way to more privileges.
 */
export class RestrictedContainer extends GenericContainer {
  constructor(image: string) {
    super(image)
    this.hostConfig = { ...this.hostConfig, ReadonlyRootfs: true }
    this.withDroppedCapabilities('ALL').withSecurityOpt('no-new-privileges')
  }
}
