// npm run package: the packages that other workspaces install, as tarballs in dist/packages.
import { statSync } from 'node:fs'
import path from 'node:path'
import { packPackages } from './pack.ts'

const root = path.resolve(import.meta.dirname, '../..')
for (const tarball of await packPackages(root, path.join(root, 'dist/packages')))
  console.log(`${tarball} (${Math.ceil(statSync(tarball).size / 1024)} KiB)`)
