import { createBuilder, KustomizeError, type Builder, type BuiltResource } from 'kustomize-ts'
import type { Problem } from '../problem.ts'
import { changedPaths, type FileTree } from './file-tree.ts'
import { pathOf, placeOf, treeReader, withoutRoot } from './tree-reader.ts'

/** What a folder stands for, or why it stands for nothing. */
export type Rendering = Rendered | NotRendered

/** The manifests of a folder. */
export interface Rendered {
  /** The bytes that `kustomize build` prints. */
  readonly yaml: string
  readonly resources: readonly BuiltResource[]
  readonly problems: readonly []
  /** The files that were read, by their path in the tree. */
  readonly files: readonly string[]
}

/** A folder that cannot be rendered. */
export interface NotRendered {
  readonly yaml: undefined
  readonly resources: readonly []
  readonly problems: readonly [Problem, ...Problem[]]
  readonly files: readonly string[]
}

/** Renders folders of trees; what two trees have in common is read and parsed once. */
export class Renderer {
  readonly #builder: Builder
  #tree: FileTree

  constructor(tree: FileTree) {
    this.#tree = tree
    this.#builder = createBuilder({ read: treeReader(() => this.#tree) })
  }

  /** Goes on with another tree. */
  switchTo(tree: FileTree): void {
    const { paths, hasLinks } = changedPaths(this.#tree, tree)
    this.#tree = tree
    this.#builder.forget(hasLinks ? undefined : paths.map(placeOf))
  }

  /** What the folder stands for. */
  render(folder: string): Rendering {
    try {
      const { yaml, resources, files } = this.#builder.build(placeOf(folder))
      return { yaml, resources, problems: [], files: files.map(pathOf) }
    } catch (error) {
      if (!(error instanceof KustomizeError)) throw error
      const [first, ...others] = error.problems.map(placed)
      const problems = [first as Problem, ...others] as const
      return { yaml: undefined, resources: [], problems, files: error.files.map(pathOf) }
    }
  }
}

function placed({ code, message, file, line, column }: Problem): Problem {
  return { code, message: withoutRoot(message), file: file === '' ? '' : pathOf(file), line, column }
}
