import type { CreateNodesContext, CreateNodesResultArray } from '@nx/devkit'
import { settingsPath } from '@slipway/config-repo/settings'
import { existsSync } from 'node:fs'
import path from 'node:path/posix'
import {
  normalizePluginOptions,
  type NormalizedPluginOptions,
  type PluginOptions,
} from '../options/plugin-options.ts'
import { SlipwayError } from '../slipway-error.ts'
import { describeError } from '../terminal/describe-error.ts'
import { otherLockfiles } from '../workspace/lockfile/other-lockfiles.ts'
import { isKernel } from '../wasm/kernels.ts'
import { packageLockPath } from '../workspace/lockfile/package-lock.ts'
import { configNode } from './config-node.ts'
import { findConfigProjects, isKustomization } from './config-projects.ts'
import { findKernelProjects, type KernelProject } from './kernel-projects.ts'
import { readReaches } from './read-reach.ts'
import { findServiceFolders, type ServiceFolder } from './service-folders.ts'
import { serviceNode, type Surroundings } from './service-node.ts'
import { wasmTargets } from './wasm-targets.ts'

type Node = CreateNodesResultArray[number]

/** The projects and targets that the files of a workspace make, each under the file that it comes from. */
export async function inferNodes(
  files: readonly string[],
  options: PluginOptions | undefined,
  context: CreateNodesContext,
): Promise<CreateNodesResultArray> {
  const normalized = normalizePluginOptions(options)
  const services = inferServices(files, normalized, context)
  return [
    ...inferConfig(files, normalized, context.workspaceRoot),
    ...(await services),
    ...findKernelProjects(files, context.workspaceRoot).map(inferKernels),
  ]
}

function inferConfig(
  files: readonly string[],
  { configRepo }: NormalizedPluginOptions,
  directory: string,
): Node[] {
  if (configRepo.kind === 'remote') return []
  const projects = findConfigProjects(files, configRepo.folder)
  return readReaches(projects, directory).map(([project, reach]) => [
    project.file,
    { projects: { [project.root]: configNode(project, reach) } },
  ])
}

/** Nx puts these targets together with those of a service in the same folder. */
function inferKernels({ file, root }: KernelProject): Node {
  return [file, { projects: { [root]: { targets: wasmTargets() } } }]
}

async function inferServices(
  files: readonly string[],
  options: NormalizedPluginOptions,
  context: CreateNodesContext,
): Promise<Node[]> {
  const surroundings = describeSurroundings(options, files, context.workspaceRoot)
  const marks = files.filter((file) => !isKustomization(file) && !isKernel(file))
  const folders = findServiceFolders(marks, context.workspaceRoot)
  const nodes: Node[] = []
  const errors: [file: string, error: Error][] = []
  for (const folder of folders) {
    try {
      nodes.push(...(await inferService(folder, surroundings)))
    } catch (error) {
      errors.push([folder.file, sayPlaces(error as Error)])
    }
  }
  if (errors.length > 0) await refuse(errors, nodes)
  return nodes
}

async function inferService(folder: ServiceFolder, surroundings: Surroundings): Promise<Node[]> {
  const service = await folder.read()
  if (!service) return []
  return [[folder.file, { projects: { [service.root]: serviceNode(service, surroundings) } }]]
}

function describeSurroundings(
  { configRepo }: NormalizedPluginOptions,
  files: readonly string[],
  directory: string,
): Surroundings {
  return {
    kernels: new Set(findKernelProjects(files, directory).map(({ root }) => root)),
    settings: configRepo.kind === 'folder' ? path.join(configRepo.folder, settingsPath) : undefined,
    lockfile: existsSync(path.join(directory, packageLockPath))
      ? undefined
      : otherLockfiles.find((name) => existsSync(path.join(directory, name))),
  }
}

/** Nx prints the message of a plugin's error and nothing else, so the places in the file have to be part of it. */
function sayPlaces(error: Error): Error {
  if (!(error instanceof SlipwayError)) return error
  const { code, problems } = error
  return new SlipwayError(code, describeError(error) ?? error.message, { problems, cause: error })
}

/** Nx shows each error with its file and keeps the other projects. The devkit is slow to load: only here is it needed. */
async function refuse(errors: [file: string, error: Error][], nodes: Node[]): Promise<never> {
  const { AggregateCreateNodesError } = await import('@nx/devkit')
  throw new AggregateCreateNodesError(errors, nodes)
}
