import { z } from 'zod'
import { ConfigRepoError } from '../config-repo-error.ts'
import { serviceName } from '../names/name.ts'
import { parseYaml, writeYaml } from '../yaml/parse-yaml.ts'

const digest = z
  .string()
  .regex(/^sha256:[0-9a-f]{64}$/, { error: 'wanted "sha256:" and 64 hexadecimal digits' })

/** The schema of `release.yaml`. */
export const releaseSchema = z.strictObject({
  service: serviceName,
  image: z.string().min(1).describe('Name of the image, without tag or digest'),
  digest: digest.describe('Digest of the image manifest: what runs here'),
  inputs: digest.describe('The inputs hash: what the image was made of'),
  source: z.strictObject({
    repository: z.string().describe('URL of the source repository, without credentials'),
    commit: z
      .string()
      .regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/, { error: 'wanted the full id of a commit' })
      .describe('The commit that was published'),
  }),
})

/** Which build runs in an overlay, and where it came from. */
export type Release = z.output<typeof releaseSchema>

/** Reads the text of a `release.yaml`; throws `invalid-release` with every problem in it. */
export function readRelease(text: string, file: string): Release {
  const { value, problems } = parseYaml(text, file, releaseSchema)
  if (!problems) return value
  throw new ConfigRepoError('invalid-release', `Cannot read the release in "${file}"`, { problems })
}

/** The text of a `release.yaml`, always with the same keys in the same order. */
export function writeRelease(release: Release): string {
  const { service, image, digest: runs, inputs, source } = release
  const { repository, commit } = source
  return writeYaml(
    { service, image, digest: runs, inputs, source: { repository, commit } },
    'Written by slipway publish: where the digest in kustomization.yaml came from.',
  )
}
