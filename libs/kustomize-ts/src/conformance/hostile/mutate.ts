import type { Random } from '../fuzz/random.ts'
import type { Tree, TreeFiles } from '../fuzz/tree.ts'
import { hugeTexts, poisons } from './poisons.ts'

type Mutation = (content: Buffer, random: Random, others: readonly Buffer[]) => Buffer

/** A tree with some of its files damaged, and its paths made to lead astray. */
export function mutateTree({ files, target }: Tree, random: Random): Tree {
  const result = new Map([...files].map(([path, content]) => [path, content] as const))
  const paths = [...files.keys()]
  const others = [...files.values()].map(bytesOf)
  for (let count = 1 + random.below(3); count > 0; count--) {
    const path = random.pick(paths)
    const content = bytesOf(result.get(path) ?? '')
    result.set(path, random.pick(mutations)(content, random, others))
  }
  if (random.chance(0.1)) result.set(random.pick(paths), { link: random.pick(linkTargets) })
  return { files: result as TreeFiles, target }
}

function bytesOf(content: TreeFiles extends ReadonlyMap<string, infer Content> ? Content : never): Buffer {
  return typeof content === 'string' || content instanceof Uint8Array ? Buffer.from(content) : Buffer.alloc(0)
}

const linkTargets = [
  '.',
  '..',
  '../..',
  'self',
  '../../outside/secret.yaml',
  '/etc/passwd',
  '/dev/zero',
  '/',
  '/proc/self/environ',
]

const paths = [
  ...linkTargets,
  '../../outside',
  '../../outside/secret.yaml',
  '../base0',
  '../overlay',
  './',
  '//',
  '~',
  '\0',
  'a'.repeat(5000),
]

const mutations: readonly Mutation[] = [
  (content, random) => replaceAt(content, random, Buffer.from([random.below(256)]), 1),
  (content, random) => {
    const result = Buffer.from(content)
    for (let count = 1 + random.below(5); count > 0 && result.length > 0; count--)
      result[random.below(result.length)]! ^= 1 << random.below(8)
    return result
  },
  (content, random) => content.subarray(0, random.below(content.length + 1)),
  (content, random) => content.subarray(random.below(content.length + 1)),
  (content, random) => replaceAt(content, random, slice(content, random), 0),
  (content, random, others) =>
    replaceAt(content, random, slice(random.pick(others), random), random.below(20)),
  (content, random) => replaceAt(content, random, Buffer.from(random.pick(poisons)), 0),
  (content, random) => replaceAt(content, random, Buffer.from(random.pick(poisons)), 0),
  (content, random) => replaceAt(content, random, invalidBytes(random), 0),
  (content, random) => onValue(content, random, () => random.pick(poisons)),
  (content, random) => onValue(content, random, () => random.pick(poisons)),
  (content, random) => onValue(content, random, () => random.pick(hugeTexts)),
  (content, random) => onValue(content, random, () => random.pick(paths)),
  (content, random) => onValue(content, random, () => random.pick(paths)),
  (content, random) =>
    onKey(content, random, () =>
      random.pick(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '', '<<', '? a']),
    ),
  (content) => Buffer.concat(Array.from({ length: 20 }, () => content)),
]

function invalidBytes(random: Random): Buffer {
  return random.pick([
    Buffer.from([0xff, 0xfe]),
    Buffer.from([0xc3]),
    Buffer.from([0xed, 0xa0, 0x80]),
    Buffer.from([0xf4, 0x90, 0x80, 0x80]),
    Buffer.from([0xc0, 0x80]),
    Buffer.from([0]),
    Buffer.from([0xef, 0xbb, 0xbf]),
  ])
}

function slice(content: Buffer, random: Random): Buffer {
  const start = random.below(content.length + 1)
  return content.subarray(start, start + random.below(200))
}

function replaceAt(content: Buffer, random: Random, inserted: Buffer, removed: number): Buffer {
  const index = random.below(content.length + 1)
  return Buffer.concat([content.subarray(0, index), inserted, content.subarray(index + removed)])
}

function onValue(content: Buffer, random: Random, value: () => string): Buffer {
  return onLine(content, random, (line) =>
    line.replace(/(?<=^\s*(?:- )*[^\s:]+:|^\s*-)(?: .*)?$/, () => ` ${value()}`),
  )
}

function onKey(content: Buffer, random: Random, key: () => string): Buffer {
  return onLine(content, random, (line) => line.replace(/[^\s:]+(?=:)/, key))
}

function onLine(content: Buffer, random: Random, change: (line: string) => string): Buffer {
  const lines = content.toString('latin1').split('\n')
  const index = random.below(lines.length)
  return Buffer.from(lines.with(index, change(lines[index] as string)).join('\n'), 'latin1')
}
