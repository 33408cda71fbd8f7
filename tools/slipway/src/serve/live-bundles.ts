import { context, type Metafile, type Plugin } from 'esbuild'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { findPageFiles } from '../image/static/page.ts'
import { placeBundles } from '../image/static/place-bundles.ts'
import { siteOptions } from '../image/static/site-options.ts'
import type { SiteToServe } from './serve-site.ts'

/** The bundles of a page, made again after each edit. */
export interface LiveBundles {
  /** Where they, the public files and news of edits are. */
  readonly url: string
  /** The page with the addresses of its bundles, which loads itself again after an edit. */
  place(this: void, html: string): string
  stop(): Promise<void>
}

const reload = `<script>new EventSource('/esbuild').addEventListener('change', () => location.reload())</script>\n`

/** Bundles what a page names whenever it is asked for; nothing is written to disk. */
export async function bundleOnRequest({ page, publicFolder }: SiteToServe): Promise<LiveBundles> {
  const folder = path.dirname(page)
  let metafile: Metafile = { inputs: {}, outputs: {} }
  const remember: Plugin = {
    name: 'remember',
    setup({ onEnd }) {
      onEnd((result) => void (metafile = result.metafile ?? metafile))
    },
  }
  const bundler = await context({
    ...siteOptions,
    sourcemap: 'linked',
    entryNames: 'assets/[name]',
    entryPoints: findPageFiles(await readFile(page, 'utf8')),
    absWorkingDir: folder,
    outdir: publicFolder,
    write: false,
    metafile: true,
    plugins: [remember],
  })
  // What is wrong in the source now may be right after the next edit; the browser's console has it meanwhile.
  await bundler.rebuild().catch(() => undefined)
  await bundler.watch()
  const { port } = await bundler.serve({ host: '127.0.0.1', port: 0, servedir: publicFolder })
  const place = { folder: '.', site: path.relative(folder, publicFolder) }
  return {
    url: `http://127.0.0.1:${port}`,
    place: (html) => placeBundles(html, { ...place, metafile }).replace(/(?=<\/head>)/i, () => reload),
    stop: () => bundler.dispose(),
  }
}
