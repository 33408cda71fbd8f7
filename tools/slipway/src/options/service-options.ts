import { z } from 'zod'

const digestReference = /^[^\s@]+@sha256:[0-9a-f]{64}$/
const variableName = /^[A-Za-z_][A-Za-z0-9_]*$/

/**
 * The `slipway` entry of a service's `package.json`, or of its `project.json` where it has no `package.json`.
 * Builder and base are recorded here, in Git, so that the same commit always means the same image.
 */
export const serviceOptions = z.strictObject({
  port: z.int().min(1).max(65_535).optional().describe('Port the service listens on'),
  kind: z
    .enum(['node', 'static'])
    .optional()
    .describe(
      'What the oci builder puts into the image: a "node" service, or a "static" front end with nginx',
    ),
  builder: z
    .enum(['oci', 'docker'])
    .optional()
    .describe('"oci" needs no daemon; "docker" takes any Dockerfile'),
  base: z
    .union([z.literal('local'), z.string().regex(digestReference)])
    .optional()
    .describe('Base image of the oci builder: "local", or a reference by digest (name@sha256:…)'),
  main: z
    .string()
    .optional()
    .describe('Entry point of the oci builder, of a front end its page; relative to the project'),
  api: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Where the target "serve" of a front end passes /api/ on to'),
  workers: z
    .array(z.string())
    .optional()
    .describe('Further entry points: worker threads, relative to the project'),
  dockerfile: z.string().optional().describe('Dockerfile of the docker builder, relative to the project'),
  context: z
    .string()
    .optional()
    .describe('Build context of the docker builder, relative to the workspace root'),
  target: z
    .string()
    .optional()
    .describe('Stage of the Dockerfile that becomes the image; the last one otherwise'),
  buildArgs: z
    .record(z.string().regex(variableName), z.string())
    .optional()
    .describe('Build arguments of the docker builder, by name; never a secret, as the image may show them'),
  secrets: z
    .record(z.string().regex(/^[\w.-]+$/), z.string().regex(variableName))
    .optional()
    .describe('Secrets that the Dockerfile mounts: id, and the environment variable that holds its value'),
  platforms: z
    .array(z.string().regex(/^linux\/[a-z0-9]+(\/[a-z0-9]+)?$/))
    .min(1)
    .optional()
    .describe('Platforms of the image, as linux/amd64; that of the machine that builds otherwise'),
  cache: z
    .string()
    .regex(/^[^\s@,=]+$/)
    .optional()
    .describe('Image in a registry that keeps the cache of the docker builder between machines'),
  attestations: z
    .array(z.enum(['provenance', 'sbom']))
    .optional()
    .describe('What BuildKit says of a build, attached to the image by the docker builder'),
  inputs: z
    .array(z.string())
    .optional()
    .describe('Further paths that the image is made of, relative to the workspace root'),
})

/** What a user may write in the `slipway` entry. */
export type ServiceOptions = z.infer<typeof serviceOptions>
