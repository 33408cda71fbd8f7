import { join } from 'node:path/posix'

import type { Target } from '../target/target.ts'
import type { Origin } from '../resource/origin.ts'

/** What the result tells about where resources came from and what changed them. */
export interface BuildMetadata {
  readonly originAnnotations: boolean
  readonly transformerAnnotations: boolean
  readonly managedByLabel: boolean
}

/** `buildMetadata`: what the kustomization where the build begins asks for. */
export function readBuildMetadata(entries: readonly string[] = []): BuildMetadata {
  return {
    originAnnotations: entries.includes('originAnnotations'),
    transformerAnnotations: entries.includes('transformerAnnotations'),
    managedByLabel: entries.includes('managedByLabel'),
  }
}

/** The origin of what a field of the kustomization makes or changes; undefined when nobody asked for origins. */
export function generatorOrigin({ origin, kustomization }: Target, kind: string): Origin | undefined {
  if (origin === undefined) return undefined
  return {
    configuredIn: join(origin.path ?? '', kustomization.name),
    configuredBy: { apiVersion: 'builtin', kind },
  }
}
