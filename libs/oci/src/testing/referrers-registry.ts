import { digestOf } from '../digest/digest.ts'
import { listen, type Listening } from './listen.ts'

/**
 * A registry in memory with the endpoint for referrers, which Debian's has not: it lists `pageSize` of them at a time, as
 * the OCI distribution specification allows.
 */
export async function startReferrersRegistry(pageSize = 100): Promise<Listening & { tags: Set<string> }> {
  const stored = new Map<string, Buffer>()
  const tags = new Set<string>()
  const served = await listen((request, response) => {
    const url = new URL(request.url ?? '', 'http://registry')
    const [, kind = '', name = ''] =
      /^\/v2\/team\/one\/(blobs|manifests|referrers)\/(.*)$/.exec(url.pathname) ?? []
    const answer = (status: number, headers = {}, body?: Buffer | string) =>
      void response.writeHead(status, headers).end(request.method === 'HEAD' ? undefined : body)
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => void pieces.push(piece))
    request.on('end', () => {
      const body = Buffer.concat(pieces)
      if (request.method === 'POST') return answer(202, { location: '/v2/team/one/blobs/uploads/1' })
      if (request.method === 'PATCH') return answer(500)
      if (request.method === 'PUT') {
        stored.set(url.searchParams.get('digest') ?? name, body).set(digestOf(body), body)
        if (kind === 'manifests' && !name.includes(':')) tags.add(name)
        return answer(201)
      }
      if (kind !== 'referrers') return stored.has(name) ? answer(200, {}, stored.get(name)) : answer(404)
      const first = Number(url.searchParams.get('last') ?? 0)
      const all = [...stored.values()].flatMap((bytes) => describeReferrer(bytes, name))
      const isLast = first + pageSize >= all.length
      const link = isLast ? {} : { link: `<${url.pathname}?last=${first + pageSize}>; rel="next"` }
      const manifests = all.slice(first, first + pageSize)
      answer(200, link, JSON.stringify({ schemaVersion: 2, manifests }))
    })
  })
  return { ...served, tags }
}

function describeReferrer(bytes: Buffer, subject: string): object[] {
  try {
    const found = JSON.parse(bytes.toString()) as Record<string, unknown>
    if ((found['subject'] as { digest?: string } | undefined)?.digest !== subject) return []
    const { mediaType, artifactType, annotations } = found
    return [{ mediaType, artifactType, annotations, digest: digestOf(bytes), size: bytes.length }]
  } catch {
    return []
  }
}
