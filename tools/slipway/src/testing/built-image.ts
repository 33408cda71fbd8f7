import { execa } from 'execa'
import { readFile } from 'node:fs/promises'
import path from 'node:path'

/** A built image, and how to read what it consists of. */
export class BuiltImage {
  readonly digest: string
  readonly #layout: string

  constructor({ digest, layout }: { digest: string; layout: string }) {
    this.digest = digest
    this.#layout = layout
  }

  async read<T>(digest = this.digest): Promise<T> {
    return JSON.parse(await readFile(this.#blob(digest), 'utf8')) as T
  }

  async config(manifest?: string): Promise<Config> {
    return await this.read((await this.read<Manifest>(manifest)).config.digest)
  }

  /** The text of a file in the last layer. */
  async file(name: string): Promise<string> {
    const blob = this.#blob((await this.read<Manifest>()).layers.at(-1)?.digest ?? '')
    return (await execa('tar', ['--extract', '--gzip', '--to-stdout', '--file', blob, name])).stdout
  }

  /** What the build added: the last layer, unpacked, and the config. */
  async everything(): Promise<string> {
    const { config, layers } = await this.read<Manifest>()
    const added = layers.at(-1)?.digest ?? ''
    const layer = await execa('gzip', ['--decompress', '--stdout', this.#blob(added)], { encoding: 'buffer' })
    return `${Buffer.from(layer.stdout).toString('latin1')}${JSON.stringify(await this.read(config.digest))}`
  }

  #blob(digest: string): string {
    return path.join(this.#layout, 'blobs/sha256', digest.replace('sha256:', ''))
  }
}

/** The manifest of an image for one platform. */
export interface Manifest {
  config: { digest: string }
  layers: { digest: string }[]
}

/** The list of such manifests. */
export interface Index {
  manifests: { digest: string; platform: { os: string; architecture: string } }[]
}

/** How its containers start. */
export interface Config {
  architecture: string
  config?: { Labels?: Record<string, string> }
}
