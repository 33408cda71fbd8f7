import { z } from 'zod'
import { digest } from './digest.ts'

/** The schema of a build: an image, and what it was made of. */
export const buildSchema = z.strictObject({
  image: z.string().min(1).describe('Name of the image, without tag or digest'),
  digest: digest.describe('Digest of the image manifest'),
  inputs: digest.describe('The inputs hash: what the image was made of'),
  source: z.strictObject({
    repository: z.string().describe('URL of the source repository, without credentials'),
    commit: z
      .string()
      .regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/, { error: 'wanted the full id of a commit' })
      .describe('The commit that was published'),
  }),
})

/** An image with its origin. */
export type Build = z.output<typeof buildSchema>

/** A build with its keys in the order in which files have them. */
export function orderBuild({ image, digest: runs, inputs, source }: Build): Build {
  const { repository, commit } = source
  return { image, digest: runs, inputs, source: { repository, commit } }
}
