import { z } from 'zod'

const base = { error: 'wanted "local", or a name with its digest: <name>@sha256:<64 hexadecimal digits>' }
const platform = { error: 'wanted linux/<processor>, as "linux/amd64" or "linux/arm64"' }
const cache = { error: 'wanted the name of an image without a digest, as "ghcr.io/acme/orders:cache"' }
const variableName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, { error: 'wanted letters, digits and "_", the first one no digit' })
const secretId = z.string().regex(/^[\w.-]+$/)
const secretIds = { error: onInvalidKey('wanted letters, digits, "_", "." and "-" as the id of a secret') }
const argumentNames = { error: onInvalidKey('wanted letters, digits and "_" as the name of an argument') }

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
    .union([z.literal('local'), z.string().regex(/^[^\s@]+@sha256:[0-9a-f]{64}$/, base)], base)
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
    .record(variableName, z.string(), argumentNames)
    .optional()
    .describe('Build arguments of the docker builder, by name; never a secret, as the image may show them'),
  secrets: z
    .record(secretId, variableName, secretIds)
    .optional()
    .describe('Secrets that the Dockerfile mounts: id, and the environment variable that holds its value'),
  platforms: z
    .array(z.string().regex(/^linux\/[a-z0-9]+(\/[a-z0-9]+)?$/, platform))
    .min(1)
    .optional()
    .describe('Platforms of the image, as linux/amd64; that of the machine that builds otherwise'),
  cache: z
    .string()
    .regex(/^[^\s@,=]+$/, cache)
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

/** zod itself says of a record only that some key of it is invalid. */
function onInvalidKey(message: string): (issue: { code?: string }) => string | undefined {
  return ({ code }) => (code === 'invalid_key' ? message : undefined)
}
