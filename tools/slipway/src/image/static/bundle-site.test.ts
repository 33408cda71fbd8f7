import { readFiles, writeFiles } from '@slipway/testing'
import { readFile, rm, symlink } from 'node:fs/promises'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { bundleSample, createSite, siteRoot } from '../../testing/site.ts'

const lines = (text: string) => text.split('\n').filter((line) => line.startsWith('"'))

describe('bundleSite()', () => {
  it('gives the same bytes in another folder, names by content, and a page that leads there', async () => {
    const [one, other] = [await bundleSample(await createSite()), await bundleSample(await createSite())]
    const files = await readFiles(one)
    expect(await readFiles(other)).toEqual(files)
    const assets = Object.keys(files).filter((file) =>
      /^site\/assets\/(main|style)-[A-Z0-9]{8}\.(js|css)$/.test(file),
    )
    expect(assets).toHaveLength(2)
    for (const asset of assets)
      expect(files['site/index.html']).toContain(`="/${asset.slice('site/'.length)}"`)
    expect(files['site/index.html']).not.toContain('="./')
  })

  it('compresses what gets smaller by it, to the same content', async () => {
    const bundle = await bundleSample(await createSite({ [`${siteRoot}/public/a.txt`]: 'a' }))
    const page = await readFile(path.join(bundle, 'site/index.html'))
    expect(gunzipSync(await readFile(path.join(bundle, 'site/index.html.gz')))).toEqual(page)
    expect(Object.keys(await readFiles(bundle))).not.toContain('site/a.txt.gz')
  })

  it('tells another content of the same size, and an edit of code, by the digest of the page or the file', async () => {
    const directory = await createSite({ [`${siteRoot}/public/note.txt`]: 'one' })
    const read = async () =>
      lines((await readFiles(await bundleSample(directory)))['server/content.conf'] ?? '')
    const before = await read()
    expect(before.map((line) => line.split(' ')[0])).toEqual([
      '"/favicon.svg"',
      '"/index.html"',
      '"/note.txt"',
      '"/robots.txt"',
    ])
    await writeFiles(directory, {
      [`${siteRoot}/public/note.txt`]: 'two',
      [`${siteRoot}/browser/routes.ts`]:
        "export type Route = 'about'\nexport const findRoute = () => 'about' as const\n",
    })
    const after = await read()
    const changed = before.filter((line) => !after.includes(line)).map((line) => line.split(' ')[0])
    expect(changed).toEqual(['"/index.html"', '"/note.txt"'])
  })

  it('links the style sheets that code imports', async () => {
    const directory = await createSite({
      [`${siteRoot}/browser/main.ts`]: "import './more.css'\n",
      [`${siteRoot}/browser/more.css`]: 'p { background: url(./dot.svg) }\n',
      [`${siteRoot}/browser/dot.svg`]: '<svg xmlns="http://www.w3.org/2000/svg"/>\n',
    })
    const files = await readFiles(await bundleSample(directory))
    const [, style] =
      /<link rel="stylesheet" href="\/(assets\/main-[^"]+\.css)"/.exec(files['site/index.html'] ?? '') ?? []
    const [, image] = /url\("?\/(assets\/dot-[^)"]+\.svg)"?\)/.exec(files[`site/${style}`] ?? '') ?? []
    expect(files[`site/${image}`]).toContain('<svg')
  })

  it('refuses a file that Git ignores, wherever it lies', async () => {
    for (const folder of ['public', 'server']) {
      const directory = await createSite({ [`${siteRoot}/${folder}/ignored.txt`]: '' })
      await expect(bundleSample(directory)).rejects.toMatchObject({ code: 'uncovered-input' })
    }
  })

  it('refuses links, and public files that would take the place of what is bundled', async () => {
    const directory = await createSite()
    await symlink('/etc/passwd', path.join(directory, siteRoot, 'public/users'))
    await expect(bundleSample(directory)).rejects.toMatchObject({ code: 'invalid-options' })
    for (const file of ['index.html', 'assets/main.js']) {
      const other = await createSite({ [`${siteRoot}/public/${file}`]: '' })
      await expect(bundleSample(other)).rejects.toMatchObject({ code: 'invalid-options' })
    }
  })

  it('says what is wrong in the source with its place, and that there is no page', async () => {
    const directory = await createSite({ [`${siteRoot}/browser/main.ts`]: 'const = 1\n' })
    await expect(bundleSample(directory)).rejects.toMatchObject({
      code: 'bundle-failed',
      problems: [{ file: `${siteRoot}/browser/main.ts`, line: 1, column: 7 }],
    })
    await rm(path.join(directory, siteRoot, 'index.html'))
    await expect(bundleSample(directory)).rejects.toMatchObject({ code: 'no-main' })
  })
})
