import { build, type BuildOptions, type Metafile } from 'esbuild'
import path from 'node:path'
import { dataAsText } from './data-as-text.ts'
import { lazyImports } from './lazy-imports.ts'
import { writeNotices } from './notices.ts'

// Not for the platform "node": packages such as yaml then bring CommonJS, which nobody can bundle into an ES module again.
const shared = {
  bundle: true,
  platform: 'neutral' as const,
  mainFields: ['module', 'main'],
  external: ['node:*'],
  target: 'node22.12',
  metafile: true as const,
  plugins: [dataAsText],
  logLevel: 'silent' as const,
} satisfies BuildOptions & { metafile: true }

/**
 * Writes a library as one ES module, `index.js`, and its command as `main.cjs`. Data files and packages become a part of them;
 * the packages' licences come along.
 */
export async function bundleSources(source: string, target: string): Promise<void> {
  const entryPoints = [path.join(source, 'index.ts')]
  const { metafile } = await build({ ...shared, entryPoints, outdir: target, format: 'esm' })
  const notices = path.join(target, 'THIRD-PARTY-NOTICES.txt')
  await writeNotices([metafile, ...(await bundleCommand(source, target))], notices)
}

/** The command is CommonJS, which Node starts sooner. What not every run needs has files of its own. */
async function bundleCommand(source: string, target: string): Promise<Metafile[]> {
  const options = {
    ...shared,
    format: 'cjs',
    supported: { 'dynamic-import': false },
    minifySyntax: true,
    minifyWhitespace: true,
  } as const
  const files = new Map([['main', path.join(source, 'main.ts')]])
  const bundles: Metafile[] = []
  // A file that is written may want others, which come after it.
  for (const [name, entry] of files) {
    const outfile = path.join(target, `${name}.cjs`)
    const isOwn = entry.startsWith(source)
    const plugins = isOwn ? [...shared.plugins, lazyImports(files)] : shared.plugins
    const { metafile } = await build({ ...options, entryPoints: [entry], outfile, plugins })
    bundles.push(metafile)
  }
  return bundles
}

/**
 * Writes a command that was built file by file, `entry`, as a few ES modules into `target`: Node takes a tenth of a second less to load
 * them than a thousand files. What it imports when needed stays a file of its own, and so do `external` packages, which are installed anyway.
 */
export async function bundleProgram(
  entry: string,
  { target, external }: { target: string; external: readonly string[] },
): Promise<void> {
  const { metafile } = await build({
    bundle: true,
    splitting: true,
    minify: true,
    metafile: true,
    keepNames: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    mainFields: ['module', 'main'],
    external: [...external],
    entryPoints: [entry],
    outdir: target,
    plugins: [dataAsText],
    logLevel: 'silent',
    // For the packages that are CommonJS.
    banner: { js: requireOfModule },
  })
  await writeNotices([metafile], path.join(target, 'THIRD-PARTY-NOTICES.txt'))
}

const requireOfModule = `import { createRequire as createRequireOfModule } from 'node:module'
const require = createRequireOfModule(import.meta.url)`
