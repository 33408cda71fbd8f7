import type { Metafile } from 'esbuild'
import path from 'node:path'

/** Where a bundle's files are: the workspace, and the one that has its packages, which may be the same. */
export interface BundleRoots {
  readonly root: string
  readonly packages: string
}

/** The files that a bundle took in, relative to the workspace; a package by its place in `node_modules`, also where that is a link. */
export function namesOfInputs(metafile: Metafile, { root, packages }: BundleRoots): string[] {
  return Object.keys(metafile.inputs).map((input) => {
    const name = input.replace(/^\(disabled\):/, '')
    const elsewhere = path.relative(packages, path.resolve(root, name)).split(path.sep).join('/')
    return name.startsWith('../') && isPackage.test(elsewhere) ? elsewhere : name
  })
}

const isPackage = /^(?!\.\.\/)(.*\/)?node_modules\//
