import type { BaseReference } from '../base/base-image.ts'
import type { Component } from './component.ts'
import type { Materials } from './materials.ts'
import { imageUrl } from './package-url.ts'

/** The image that a bill of materials is about. */
export interface BilledImage {
  readonly image: string
  readonly digest: string
  readonly base: BaseReference | null
}

/** Media type of the bill, and what it is listed as among an image's artifacts. */
export const sbomType = 'application/vnd.cyclonedx+json'

/**
 * The bill of materials of an image, as CycloneDX 1.6 JSON (ECMA-424): the packages that its inputs hash counts, and its
 * base as one component, whose own content is told by whoever made it. It holds no time and no random serial number, so
 * that the same image gives the same bytes.
 */
export function writeSbom({ image, digest, base }: BilledImage, materials: Materials): string {
  const whole: Component = {
    type: 'container',
    'bom-ref': `${image}@${digest}`,
    name: image,
    version: digest,
    purl: imageUrl(image, digest),
  }
  const below = base ? [describeBase(base)] : []
  const dependencies = [
    { ref: whole['bom-ref'], dependsOn: [...below, materials.root].map((one) => one['bom-ref']) },
    ...below.map((one) => ({ ref: one['bom-ref'] })),
    ...materials.components.map((one) => ({
      ref: one['bom-ref'],
      dependsOn: [...(materials.needs.get(one['bom-ref']) ?? [])].toSorted(),
    })),
  ]
  const bill = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { tools: { components: [{ type: 'application', name: 'slipway' }] }, component: whole },
    components: [...below, ...materials.components],
    dependencies,
    // What the bundler left out of these packages is not told, nor what lies in the base.
    compositions: [{ aggregate: 'incomplete', assemblies: [whole['bom-ref']] }],
  }
  return `${JSON.stringify(bill, undefined, 2)}\n`
}

function describeBase({ reference, digest }: BaseReference): Component {
  const name = reference === 'local' ? 'local' : reference.slice(0, reference.indexOf('@'))
  const purl = reference === 'local' ? {} : { purl: imageUrl(name, digest) }
  return { type: 'container', 'bom-ref': `base@${digest}`, name, version: digest, ...purl }
}
