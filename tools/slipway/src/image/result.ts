import { z } from 'zod'

const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/)

/**
 * `dist/images/<service>.json`: what the `image` target made. It holds neither a clock nor a commit, as the task is
 * cached and the same inputs give the same file at every commit.
 */
export const imageResult = z.strictObject({
  service: z.string(),
  project: z.string().describe("The project's root, relative to the workspace root"),
  image: z.string().describe('Name of the image without tag or digest: <registry>/<service>'),
  digest: digest.describe('Digest of the image manifest'),
  inputs: digest.describe('The inputs hash'),
  builder: z.enum(['oci', 'docker']),
  base: z.strictObject({ reference: z.string(), digest }).nullable(),
  layout: z.string().describe('Folder of the OCI layout, relative to the workspace root'),
})

/** One built image. */
export type ImageResult = z.infer<typeof imageResult>
