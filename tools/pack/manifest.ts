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

/**
 * The `package.json` to publish: exports point at `dist`, as Node strips no types below `node_modules`; what only the
 * workspace needs is gone; what the `inner` packages depend on has become the package's own.
 */
export function publishedManifest(manifest: Manifest, inner: readonly Manifest[]): Manifest {
  const { private: isPrivate, devDependencies, scripts, ...kept } = manifest
  const dependencies = { ...Object.assign({}, ...inner.map((one) => one.dependencies)), ...kept.dependencies }
  for (const { name } of inner) delete dependencies[name]
  return { ...kept, ...(kept.exports && { exports: builtExports(kept.exports) }), dependencies }
}

function builtExports(exports: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(exports).map(([name, target]) => [name, builtPath(target)]))
}

function builtPath(target: string): string {
  return target.replace(/^\.\/src\/(.*)\.ts$/, './dist/$1.js')
}
