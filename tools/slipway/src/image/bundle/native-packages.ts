import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { SlipwayError } from '../../slipway-error.ts'
import type { Service } from '../../workspace/service.ts'

/** Fields of a `package.json` that say that a package has code for one processor: node-gyp's, node-pre-gyp's, napi-rs', npm's. */
const nativeFields = ['gypfile', 'binary', 'napi', 'cpu']
const nativeFiles = ['binding.gyp', 'prebuilds']

/** The folder of the package that a file in a `node_modules` belongs to. */
export function packageFolder(file: string): string | undefined {
  return /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(file)?.[1]
}

/** Whether a package has code for one processor, which a bundle cannot take along. */
export function isNative(folder: string): boolean {
  if (nativeFiles.some((name) => existsSync(path.join(folder, name)))) return true
  const manifest = readManifest(folder)
  return nativeFields.some((name) => Boolean(manifest[name]))
}

/** Whether the package in `folder` does without another one when that is missing. */
export function isOptionalFor(folder: string, specifier: string): boolean {
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier
  const { optionalDependencies = {}, peerDependenciesMeta = {} } = readManifest(folder) as {
    optionalDependencies?: Record<string, string>
    peerDependenciesMeta?: Record<string, { optional?: boolean }>
  }
  return name in optionalDependencies || peerDependenciesMeta[name]?.optional === true
}

/** Throws `native-code` when a bundle took in a package with code for one processor, of which it has the JavaScript alone. */
export function refuseNativePackages(workspace: string, bundled: readonly string[], service: Service): void {
  const folders = new Set(bundled.flatMap((file) => packageFolder(path.join(workspace, file)) ?? []))
  const native = [...folders].filter(isNative).map((folder) => `"${path.relative(workspace, folder)}"`)
  if (native.length === 0) return
  throw new SlipwayError(
    'native-code',
    `Cannot bundle the service "${service.name}": ${native.join(', ')} has native code, which belongs to one processor and is no JavaScript. ` +
      'Use a package without it, or "builder": "docker" with a Dockerfile that runs "npm ci"',
  )
}

function readManifest(folder: string): Record<string, unknown> {
  const file = path.join(folder, 'package.json')
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>) : {}
}
