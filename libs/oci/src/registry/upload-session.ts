import { OciError } from '../oci-error.ts'
import { drain } from './drain.ts'
import type { RegistryClient, RegistryRequest } from './registry-client.ts'

const octets = { 'content-type': 'application/octet-stream' }

/**
 * An upload that a registry has opened, and how many bytes it has of it. Its address is opaque and may change with each
 * answer (OCI distribution specification 1.1, "pushing blobs").
 */
export class UploadSession {
  /** Bytes that the registry has. */
  offset = 0
  /** The least that the registry takes as a chunk. */
  readonly leastChunk: number
  readonly #client: RegistryClient
  readonly #repository: string
  #location: URL

  constructor(client: RegistryClient, repository: string, opened: Response) {
    this.#client = client
    this.#repository = repository
    this.#location = this.#locationOf(opened, opened.url)
    this.leastChunk = Number(opened.headers.get('oci-chunk-min-length')) || 0
  }

  /** Sends the bytes that come next. */
  async append(chunk: Blob): Promise<void> {
    const end = this.offset + chunk.size
    const headers = { ...octets, 'content-range': `${this.offset}-${end - 1}` }
    const answer = await this.#send({ method: 'PATCH', headers, body: chunk, accept: [202], once: true })
    this.#location = this.#locationOf(answer, this.#location)
    this.offset = offsetOf(answer, end)
  }

  /** Says that all is there, with the last bytes or with all of them where no chunks were sent. */
  async finish(digest: string, rest?: Blob): Promise<void> {
    const path = new URL(this.#location)
    path.searchParams.set('digest', digest)
    await this.#send({
      method: 'PUT',
      path,
      headers: octets,
      ...(rest && { body: rest }),
      accept: [201],
      once: true,
    })
  }

  /** Asks how much the registry has, after something went wrong; `false` when it knows nothing of this upload any more. */
  async refresh(size: number): Promise<boolean> {
    const answer = await this.#send({ method: 'GET', accept: [200, 204, 400, 404, 405, 410, 416] })
    if (answer.status !== 204 && answer.status !== 200) return false
    if (answer.headers.has('location')) this.#location = this.#locationOf(answer, this.#location)
    this.offset = offsetOf(answer, -1)
    return this.offset >= 0 && this.offset <= size
  }

  async #send(request: Omit<RegistryRequest, 'repository' | 'action' | 'path'> & { path?: URL }) {
    const target = { path: this.#location, repository: this.#repository, action: 'push' as const }
    return await drain(await this.#client.send({ ...target, ...request }))
  }

  #locationOf({ headers }: Response, from: string | URL): URL {
    const location = URL.parse(headers.get('location') ?? '', from.toString())
    if (location) return location
    const message = `Cannot push to "${this.#client.host}": wanted an address for the upload`
    throw new OciError('registry-failed', message)
  }
}

// "0-<last byte>", and "0-0" also for nothing at all: nobody sends chunks of one byte.
function offsetOf({ headers }: Response, otherwise: number): number {
  const last = /^(?:bytes=)?0-(\d+)$/.exec(headers.get('range') ?? '')?.[1]
  if (last === undefined) return otherwise
  return Number(last) === 0 ? 0 : Number(last) + 1
}
