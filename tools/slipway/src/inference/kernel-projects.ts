import path from 'node:path/posix'
import { isKernel } from '../wasm/kernels.ts'
import { findServiceFolders } from './service-folders.ts'

/** An Nx project that has AssemblyScript. */
export interface KernelProject {
  /** The file that Nx gets to know the project by. */
  readonly file: string
  readonly root: string
}

/** The projects that have AssemblyScript, each kernel in the closest folder above it that is a project. */
export function findKernelProjects(files: readonly string[], directory: string): KernelProject[] {
  const marks = files.filter((file) => /(^|\/)(package|project)\.json$/.test(file))
  const projects = new Map(findServiceFolders(marks, directory).map(({ file }) => [path.dirname(file), file]))
  const owners = new Map(files.filter(isKernel).flatMap((kernel) => findOwner(kernel, projects)))
  return [...owners].map(([root, file]) => ({ root, file }))
}

function findOwner(file: string, projects: ReadonlyMap<string, string>): [root: string, file: string][] {
  const folder = path.dirname(file)
  const project = projects.get(folder)
  if (project !== undefined) return [[folder, project]]
  return folder === '.' ? [] : findOwner(folder, projects)
}
