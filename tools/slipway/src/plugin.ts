import type { CreateDependencies, CreateNodes } from '@nx/devkit'
import { inferDependencies } from './inference/infer-dependencies.ts'
import { inferNodes } from './inference/infer-nodes.ts'
import type { PluginOptions } from './options/plugin-options.ts'

export type { PluginOptions } from './options/plugin-options.ts'

/** Name of the plugin in messages of Nx. */
export const name = 'slipway'

/**
 * Gives services the targets `build`, `image`, `push` and `serve`, projects with AssemblyScript `wasm` and `wasm-check`,
 * and makes every overlay, base and component of the config repo a project with `render`.
 */
export const createNodes: CreateNodes<PluginOptions> = [
  '**/{package.json,project.json,Dockerfile,kustomization.yaml,kustomization.yml,Kustomization,*.as.ts}',
  inferNodes,
]

/** The name that Nx 22 and older look for. */
export const createNodesV2 = createNodes

/** The edges between those projects, and from services to the packages that build them. */
export const createDependencies: CreateDependencies<PluginOptions> = inferDependencies
