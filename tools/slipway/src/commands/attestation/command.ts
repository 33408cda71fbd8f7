import type { Command } from 'commander'
import { provenanceType } from '../../image/provenance/write-provenance.ts'
import { sbomType } from '../../image/sbom/write-sbom.ts'
import { findWorkspaceRoot } from '../../workspace/find-root.ts'
import type { CommandContext } from '../command-context.ts'
import { findImageName } from './find-image-name.ts'
import { readAttestation, type Attestation } from './read-attestation.ts'

interface AttestationCommand extends Attestation {
  readonly description: string
  readonly example: string
}

/** Adds `slipway sbom`. */
export function sbomCommand(command: Command, context: CommandContext): void {
  addCommand(command, context, {
    artifactType: sbomType,
    name: 'bill of materials',
    origin: 'the target "push" attaches one to each image of the builder "oci" with npm\'s lockfile',
    description: 'print the bill of materials of an image: CycloneDX JSON, from the registry',
    example: 'slipway sbom orders --env production > orders.cdx.json',
  })
}

/** Adds `slipway provenance`. */
export function provenanceCommand(command: Command, context: CommandContext): void {
  addCommand(command, context, {
    artifactType: provenanceType,
    name: 'provenance',
    origin: 'the target "push" attaches one to each image of files that are committed',
    description:
      'print where an image comes from: an in-toto statement with SLSA provenance, from the registry',
    example: 'slipway provenance orders --env production',
  })
}

function addCommand(
  command: Command,
  { cwd, environment, stdout }: CommandContext,
  { description, example, ...attestation }: AttestationCommand,
): void {
  command
    .description(description)
    .argument('<service>', 'name of the service')
    .option(
      '--env <environment>',
      'the image that this environment runs; the one that was built here otherwise',
    )
    .addHelpText('after', `\nWhere it is from: ${attestation.origin}.\n\nExample:\n  ${example}`)
    .action(async (service: string, { env }: { env?: string }) => {
      const workspace = await findWorkspaceRoot(cwd)
      const image = await findImageName(workspace, service, env)
      stdout.write(await readAttestation(image, attestation, { workspace, environment }))
    })
}
