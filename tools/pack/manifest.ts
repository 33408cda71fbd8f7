/** The parts of a `package.json` that packing looks at. */
export interface Manifest {
  name: string
  private?: boolean
  exports?: Record<string, string>
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
  scripts?: Record<string, string>
  [key: string]: unknown
}

/** A `package.json` as it is published; types come first in an export, as the first condition that fits wins. */
export interface PublishedManifest extends Omit<Manifest, 'exports'> {
  exports?: Record<string, string | { types: string; default: string }>
}

/** What becomes of a package when it is packed. */
export interface Packing {
  /** The packages of the workspace that become a part of it; what they depend on becomes its own. */
  readonly inner?: readonly Manifest[]
  /** Whether types come along. */
  readonly hasTypes?: boolean
  /** Whether all that it depends on has become a part of it. */
  readonly isBundled?: boolean
}

/**
 * The `package.json` to publish: exports point at `dist`, as Node strips no types below `node_modules`; what only the
 * workspace needs is gone.
 */
export function publishedManifest(
  manifest: Manifest,
  { inner = [], hasTypes = false, isBundled = false }: Packing = {},
): PublishedManifest {
  const { private: isPrivate, devDependencies, scripts, dependencies, exports, ...kept } = manifest
  const needed = { ...Object.assign({}, ...inner.map((one) => one.dependencies)), ...dependencies }
  for (const { name } of inner) delete needed[name]
  const published: PublishedManifest = kept
  if (exports !== undefined) published.exports = builtExports(exports, hasTypes)
  if (!isBundled) published.dependencies = needed
  return published
}

type BuiltExports = NonNullable<PublishedManifest['exports']>

function builtExports(exports: Record<string, string>, hasTypes: boolean): BuiltExports {
  const entries = Object.entries(exports).map(([name, target]) => {
    const built = builtPath(target)
    const types = built.replace(/\.js$/, '.d.ts')
    return [name, hasTypes && types !== built ? { types, default: built } : built]
  })
  return Object.fromEntries(entries) as BuiltExports
}

function builtPath(target: string): string {
  return target.replace(/^\.\/src\/(.*)\.ts$/, './dist/$1.js')
}
