import { parseAllDocuments } from 'yaml'
import { linkMark, type Texts } from './make-repository.ts'
import type { Random } from './random.ts'

/** A repository with one thing changed. */
export interface Mutation {
  readonly what: string
  readonly texts: Texts
}

/** Ways to change each file: what it means, how it is written, whether it is there and what lies beside it. */
export function mutationsOf(texts: Texts, path: string, random: Random): Mutation[] {
  const text = texts[path] ?? ''
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  const replaced = (what: string, next: string | undefined): Mutation[] =>
    next === undefined || next === text
      ? []
      : [{ what: `${what} ${path}`, texts: { ...texts, [path]: next } }]
  const { [path]: _, ...without } = texts
  return [
    { what: `remove ${path}`, texts: without },
    ...(text.startsWith(linkMark)
      ? replaced(
          'lead elsewhere',
          text.includes('manifests') ? `${linkMark}service.yaml` : `${linkMark}common`,
        )
      : [
          ...replaced('comment', `${text}# more\n`),
          ...replaced('change', changeValue(text, random)),
          ...replaced('restyle', restyle(path, text)),
          ...replaced('break', `${text}\n}: [\n`),
          { what: `move ${path}`, texts: { ...without, [`${path}.moved`]: text } },
        ]),
    ...(path.endsWith('kustomization.yaml')
      ? [{ what: `add beside ${path}`, texts: { ...texts, [`${folder}kustomization.yml`]: text } }]
      : [{ what: `add near ${path}`, texts: { ...texts, [`${folder}new.yaml`]: 'kind: Nothing\n' } }]),
  ]
}

/** Another digit or another letter in a value, somewhere. */
function changeValue(text: string, random: Random): string | undefined {
  const places = [...text.matchAll(/(?<=[:=] ?)[\w./-]*\w(?=[\s,}\]]|$)/g)]
  const place = random.pick(places)
  if (!place) return undefined
  const [found] = place
  const changed = /^\d+$/.test(found) ? String(Number(found) + 1) : `${found}x`
  return `${text.slice(0, place.index)}${changed}${text.slice(place.index + found.length)}`
}

/** The same data in the other style of YAML, without comments. */
function restyle(path: string, text: string): string | undefined {
  if (!path.endsWith('.yaml')) return undefined
  const documents = parseAllDocuments(text)
  if (!Array.isArray(documents) || documents.some(({ errors }) => errors.length > 0)) return undefined
  return documents.map((document) => `${JSON.stringify(document.toJS(), undefined, 1)}\n`).join('---\n')
}
