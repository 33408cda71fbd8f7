import { temporaryDirectory } from '@slipway/testing'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { vi } from 'vitest'

/** A credential helper on PATH, which keeps what it is given in a folder and complains as real ones do. */
const script = `#!/bin/sh
cd "$(dirname "$0")"
case $1 in
  store) cat > kept ;;
  erase) cat > erased; rm -f kept ;;
  get) read -r server
    if [ "$server" = broken.example ]; then echo "s3cret" ; echo "s3cret" >&2; exit 1; fi
    if [ "$server" = odd.example ]; then echo "s3cret"; exit 0; fi
    if [ -f kept ]; then cat kept; else echo "credentials not found in native keychain"; exit 1; fi ;;
esac
`

/** Puts `docker-credential-test` before all others on PATH, and gives its folder. */
export async function installHelper(): Promise<string> {
  const folder = await temporaryDirectory()
  await writeFile(path.join(folder, 'docker-credential-test'), script, { mode: 0o755 })
  vi.stubEnv('PATH', `${folder}:${process.env['PATH']}`)
  return folder
}
