import { isMap } from './compare-values.ts'
import type { ImageChange, Json, JsonMap, ObjectDifference } from './difference.ts'

type Highlights = Pick<ObjectDifference, 'images' | 'replicas'>

/** What is looked at first in an object that differs: the images of its containers, and how many replicas it has. */
export function highlightsOf(before: JsonMap | undefined, after: JsonMap | undefined): Highlights {
  const [was, is] = [replicasOf(before), replicasOf(after)]
  return {
    images: compareImages(imagesOf(before), imagesOf(after)),
    replicas: was === is ? null : { before: was, after: is },
  }
}

/** Whether a field is one of those. */
export function isHighlight(path: string): boolean {
  return path === 'spec.replicas' || /(?:^|\.)(?:init|ephemeral)?[cC]ontainers\[[^\]]+\]\.image$/.test(path)
}

function compareImages(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): ImageChange[] {
  const containers = [...new Set([...before.keys(), ...after.keys()])]
  return containers
    .map((container) => ({
      container,
      before: before.get(container) ?? null,
      after: after.get(container) ?? null,
    }))
    .filter((image) => image.before !== image.after)
}

/** By container, wherever in the object there are containers: a CronJob has them deeper than a Deployment. */
function imagesOf(object: JsonMap | undefined): Map<string, string> {
  const found = new Map<string, string>()
  const visit = (value: Json): void => {
    if (Array.isArray(value)) value.forEach(visit)
    if (!isMap(value)) return
    for (const [key, inner] of Object.entries(value)) {
      if (/^(init|ephemeral)?containers$/i.test(key) && Array.isArray(inner)) inner.forEach(note)
      else visit(inner)
    }
  }
  const note = (container: Json) => {
    if (!isMap(container) || typeof container['image'] !== 'string') return
    found.set(String(container['name']), container['image'])
  }
  if (object) visit(object)
  return found
}

function replicasOf(object: JsonMap | undefined): Json {
  const spec = object?.['spec']
  return isMap(spec) ? (spec['replicas'] ?? null) : null
}
