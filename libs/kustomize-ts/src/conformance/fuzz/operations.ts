import type { Random } from './random.ts'
import { leafPaths, type MadeResource } from './resources.ts'
import { oddScalar } from './odd-scalars.ts'
import { isYamlMap, unquoted, type Yaml, type YamlMap } from './yaml-style.ts'

/** Operations of a JSON 6902 patch, most of them on fields that are there. */
export function operations(random: Random, { data }: MadeResource): Yaml {
  const paths = leafPaths(data).filter(
    (path) => path[0] !== 'kind' && path[0] !== 'apiVersion' && path[1] !== 'name',
  )
  const isMissing = random.chance(0.03) || paths.length === 0
  return random.several(1, 3, () =>
    operation(random, data, isMissing ? ['spec', 'nope'] : random.pick(paths)),
  )
}

function operation(random: Random, data: YamlMap, path: readonly string[]): YamlMap {
  const pointer = pointerTo(random.chance(0.2) && path.length > 2 ? path.slice(0, -1) : path)
  const value = () => random.pick<Yaml>(['x', 1, true, null, oddScalar(random), { a: 1 }, ['a'], {}, []])
  const operate: (() => YamlMap)[] = [
    () => ({ op: 'replace', path: pointer, value: value() }),
    () => ({ op: 'add', path: pointer, value: value() }),
    () => ({
      op: 'add',
      path: pointerTo([...path.slice(0, -1), /^\d+$/.test(path.at(-1) ?? '') ? '-' : 'added']),
      value: value(),
    }),
    () => ({ op: 'remove', path: pointer }),
    () => ({ op: 'copy', from: pointer, path: '/metadata/copied' }),
  ]
  if (random.chance(0.1)) operate.push(() => ({ op: 'move', from: pointer, path: '/moved' }))
  if (random.chance(0.1)) operate.push(() => ({ op: 'test', path: pointer, value: value() }))
  for (const field of ['labels', 'annotations'] as const) {
    const { metadata } = data
    const isThere = isYamlMap(metadata) && metadata[field] !== undefined
    if (isThere || random.chance(0.05))
      operate.push(() => ({ op: 'add', path: pointerTo(['metadata', field, 'a/b']), value: 'x' }))
  }
  return random.pick(operate)()
}

function pointerTo(path: readonly string[]): string {
  const text = path.map((part) => `/${unquoted(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
  return JSON.stringify(text)
}
