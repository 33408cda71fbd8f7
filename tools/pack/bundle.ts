import { build, type BuildOptions, type Metafile } from 'esbuild'
import path from 'node:path'
import { lazyImports } from './lazy-imports.ts'
import { writeNotices } from './notices.ts'

// Not for the platform "node": packages such as yaml then bring CommonJS, which nobody can bundle into an ES module again.
const shared = {
  bundle: true,
  platform: 'neutral',
  mainFields: ['module', 'main'],
  external: ['node:*'],
  target: 'node20.19',
  metafile: true,
  logLevel: 'silent',
} as const satisfies BuildOptions

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

/** The command is CommonJS, which Node starts sooner. Packages have files of their own, read when they are first used. */
async function bundleCommand(source: string, target: string): Promise<Metafile[]> {
  const options = { ...shared, outdir: target, outExtension: { '.js': '.cjs' }, format: 'cjs' } as const
  const minified = { minifySyntax: true, minifyWhitespace: true }
  const packages = new Set<string>()
  const entryPoints = [path.join(source, 'main.ts')]
  const lazyFile = (name: string): string | undefined => {
    // Of Node's own modules, only this one takes long enough to count.
    if (name.startsWith('node:')) return name === 'node:crypto' ? name : undefined
    packages.add(name)
    return `./${name}.cjs`
  }
  const main = await build({ ...options, ...minified, entryPoints, plugins: [lazyImports(lazyFile)] })
  const others = await build({ ...options, ...minified, entryPoints: [...packages] })
  return [main.metafile, others.metafile]
}
