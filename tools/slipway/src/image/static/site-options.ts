import type { BuildOptions } from 'esbuild'

/** Files that code and style sheets may refer to beside each other. */
const assets = ['avif', 'gif', 'ico', 'jpeg', 'jpg', 'png', 'svg', 'wasm', 'webp', 'woff2']

/** How a front end is bundled, for production as for development: for browsers of the last three years. */
export const siteOptions = {
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'browser',
  target: ['es2022', 'chrome111', 'firefox115', 'safari16.4'],
  charset: 'utf8',
  logLevel: 'silent',
  publicPath: '/',
  loader: Object.fromEntries(assets.map((extension) => [`.${extension}`, 'file' as const])),
} satisfies BuildOptions
