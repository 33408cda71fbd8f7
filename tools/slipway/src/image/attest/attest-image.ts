import type { Oid } from '@slipway/git'
import type { Artifact, AttachReport, ImageInLayout } from '@slipway/oci'
import path from 'node:path'
import type { BuildPlatform } from '../provenance/build-platform.ts'
import { readSourceFacts } from '../provenance/source-facts.ts'
import { predicateType, provenanceType, writeProvenance } from '../provenance/write-provenance.ts'
import type { ImageResult } from '../result.ts'
import { readSbomFile } from '../sbom/sbom-file.ts'
import { sbomType } from '../sbom/write-sbom.ts'
import type { ImagePlace } from '../store.ts'

/** Where the image is, and who builds. */
export interface Attesting extends ImagePlace {
  readonly workspace: string
  /** The commit that it was made from, if any. */
  readonly commit: Oid | undefined
  readonly buildPlatform: BuildPlatform
}

/**
 * Attaches the bill of materials and the provenance of an image that was pushed, unless it has one of each: so the first
 * push of an image says where it comes from, and no later push of the same image adds anything, at whatever commit. An
 * image of files that nobody committed gets no provenance; a push after the commit adds it.
 */
export async function attestImage(result: ImageResult, attesting: Attesting): Promise<AttachReport> {
  const { store, repository, workspace } = attesting
  const image = { layout: path.join(workspace, result.layout), digest: result.digest } as ImageInLayout
  const listed = await store.referrers(repository, image.digest)
  const has = (type: string) => listed.some(({ artifactType }) => artifactType === type)
  const artifacts = [
    ...(has(sbomType) ? [] : await makeSbom(image)),
    ...(has(provenanceType) ? [] : await makeProvenance(result, attesting)),
  ]
  if (artifacts.length === 0) return { attached: [], there: listed }
  return await store.attach(image, repository, artifacts)
}

async function makeSbom({ layout }: ImageInLayout): Promise<Artifact[]> {
  const content = await readSbomFile(layout)
  return content === undefined ? [] : [{ artifactType: sbomType, content }]
}

async function makeProvenance(
  result: ImageResult,
  { workspace, buildPlatform, commit }: Attesting,
): Promise<Artifact[]> {
  if (commit === undefined) return []
  const source = await readSourceFacts(workspace, result, commit)
  const annotations = { 'in-toto.io/predicate-type': predicateType }
  const content = writeProvenance(result, source, buildPlatform)
  return [{ artifactType: provenanceType, content, annotations }]
}
