import type { Problem } from '../problem.ts'
import { DependencyCache } from '../reader/dependency-cache.ts'
import type { Loader } from '../reader/loader.ts'
import { ReadLog } from '../reader/read-log.ts'
import { KeptAccumulation, type Accumulation } from './accumulation.ts'
import { noteKinds, type BuildContext } from './build-context.ts'

/** What accumulating a folder came to, and all that it did besides. */
interface KeptFolder {
  readonly accumulation: KeptAccumulation
  readonly log: ReadLog
  readonly warnings: readonly Problem[]
  readonly schemaUses: number
}

/**
 * Folders as they were accumulated, for the other kustomizations of a session that refer to them: in the benchmark, where three
 * overlays share a base, this takes a third off a render.
 */
export class KeptFolders {
  readonly #folders = new DependencyCache<KeptFolder>()

  /** The folder's accumulation: a copy of what is kept, or what `accumulate` gives, of which a copy is kept. */
  accumulate(
    context: BuildContext,
    loader: Loader,
    accumulate: (loader: Loader) => Accumulation,
  ): Accumulation {
    // An OpenAPI document of somebody's own changes how patches merge, so it must be the same for all who share.
    if (context.isSchemaChosen) return accumulate(loader)
    const known = this.#folders.get(loader.root)
    if (known !== undefined && known.log.folders.every((folder) => loader.isFree(folder))) {
      return reuse(known, context, loader)
    }
    return this.#accumulate(context, loader, accumulate)
  }

  #accumulate(
    context: BuildContext,
    loader: Loader,
    accumulate: (loader: Loader) => Accumulation,
  ): Accumulation {
    const log = new ReadLog()
    const warnings = context.warnings.length
    const { schemaUses } = context
    try {
      const accumulation = accumulate(loader.withLog(log))
      if (context.isSchemaChosen) return accumulation
      const kept: KeptFolder = {
        accumulation: new KeptAccumulation(accumulation),
        log,
        warnings: context.warnings.slice(warnings),
        schemaUses: context.schemaUses - schemaUses,
      }
      this.#folders.set(loader.root, kept, log)
      return kept.accumulation.copy()
    } finally {
      loader.log.addAll(log)
    }
  }

  forget(changed: string): void {
    this.#folders.forget(changed)
  }

  clear(): void {
    this.#folders.clear()
  }
}

function reuse(
  { accumulation, log, warnings, schemaUses }: KeptFolder,
  context: BuildContext,
  loader: Loader,
): Accumulation {
  loader.log.addAll(log)
  context.warnings.push(...warnings)
  context.schemaUses += schemaUses
  const copy = accumulation.copy()
  noteKinds(context, copy.resources.resources)
  return copy
}
