import { isMap } from './compare-values.ts'
import type { FieldChange, ImageChange, Json, JsonMap, ObjectDifference } from './difference.ts'

type Highlights = Pick<ObjectDifference, 'images' | 'replicas'>

/** What is looked at first in an object that differs: the images of its containers, and how many replicas it has. */
export function highlightsOf(before: JsonMap | undefined, after: JsonMap | undefined): Highlights {
  const [was, is] = [replicasOf(before), replicasOf(after)]
  return {
    images: compareImages(imagesOf(before), imagesOf(after)),
    replicas: was === is ? null : { before: was, after: is },
  }
}

/** Whether a field of an object is one of those, and so said already. */
export function isHighlight({ path, before, after }: FieldChange, { images, replicas }: Highlights): boolean {
  if (path === 'spec.replicas') return replicas !== null
  const isImage = /(?:^|\.)(?:init|ephemeral)?containers\[[^\]]+\]\.image$/i.test(path)
  return (
    isImage && images.some((image) => image.before === (before ?? null) && image.after === (after ?? null))
  )
}

/** A container's image, and the container's name. */
interface FoundImage {
  readonly container: string
  readonly image: string
}

function compareImages(
  before: ReadonlyMap<string, FoundImage>,
  after: ReadonlyMap<string, FoundImage>,
): ImageChange[] {
  const places = [...new Set([...before.keys(), ...after.keys()])]
  return places
    .map((place) => {
      const [was, is] = [before.get(place), after.get(place)]
      const container = (is ?? was)?.container ?? ''
      return { container, before: was?.image ?? null, after: is?.image ?? null }
    })
    .filter((image) => image.before !== image.after)
}

/**
 * By their place, wherever in the object there are containers: a CronJob has them deeper than a Deployment, and a workflow has several pods,
 * whose containers may have one name.
 */
function imagesOf(object: JsonMap | undefined): Map<string, FoundImage> {
  const found = new Map<string, FoundImage>()
  const visit = (value: Json, place: string): void => {
    if (Array.isArray(value))
      value.forEach((inner: Json, index) => visit(inner, `${place}[${nameIn(inner, index)}]`))
    if (!isMap(value)) return
    for (const [key, inner] of Object.entries(value)) {
      if (/^(init|ephemeral)?containers$/i.test(key) && Array.isArray(inner)) {
        inner.forEach((container: Json, index) =>
          note(container, `${place}.${key}[${nameIn(container, index)}]`),
        )
      } else visit(inner, `${place}.${key}`)
    }
  }
  const note = (container: Json, place: string) => {
    if (!isMap(container) || typeof container['image'] !== 'string') return
    found.set(place, { container: place.slice(place.lastIndexOf('[') + 1, -1), image: container['image'] })
  }
  if (object) visit(object, '')
  return found
}

function nameIn(value: Json, index: number): string {
  return isMap(value) && typeof value['name'] === 'string' ? value['name'] : String(index)
}

function replicasOf(object: JsonMap | undefined): Json {
  const spec = object?.['spec']
  return isMap(spec) ? (spec['replicas'] ?? null) : null
}
