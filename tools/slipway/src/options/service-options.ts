import { z } from 'zod'

const digestReference = /^[^\s@]+@sha256:[0-9a-f]{64}$/

/**
 * The `slipway` entry of a service's `package.json`, or of its `project.json` where it has no `package.json`.
 * Builder and base are recorded here, in Git, so that the same commit always means the same image.
 */
export const serviceOptions = z.strictObject({
  port: z.int().min(1).max(65_535).optional().describe('Port the service listens on'),
  builder: z
    .enum(['oci', 'docker'])
    .optional()
    .describe('"oci" needs no daemon; "docker" takes any Dockerfile'),
  base: z
    .union([z.literal('local'), z.string().regex(digestReference)])
    .optional()
    .describe('Base image of the oci builder: "local", or a reference by digest (name@sha256:…)'),
  main: z.string().optional().describe('Entry point of the oci builder, relative to the project'),
  workers: z
    .array(z.string())
    .optional()
    .describe('Further entry points: worker threads, relative to the project'),
  dockerfile: z.string().optional().describe('Dockerfile of the docker builder, relative to the project'),
  context: z
    .string()
    .optional()
    .describe('Build context of the docker builder, relative to the workspace root'),
  inputs: z
    .array(z.string())
    .optional()
    .describe('Further paths that the image is made of, relative to the workspace root'),
})

/** What a user may write in the `slipway` entry. */
export type ServiceOptions = z.infer<typeof serviceOptions>
