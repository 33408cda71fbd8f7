import { isUtf8 } from 'node:buffer'
import { basename } from 'node:path'

import type { ConfigMapEntry } from '../kustomization/kustomization.ts'
import { fail } from '../kustomize-error.ts'
import type { Loader } from '../reader/loader.ts'

/** Reads the keys and values of a generator: first of env files, then literals, then files. A key may come once. */
export function readSources(loader: Loader, entry: ConfigMapEntry): Map<string, Buffer> {
  const pairs = [
    ...envFiles(entry).flatMap((path) => readEnvFile(loader, path)),
    ...(entry.literals ?? []).map(parseLiteral),
    ...(entry.files ?? []).map((source) => readFileSource(loader, source)),
  ]
  const result = new Map<string, Buffer>()
  for (const [key, value] of pairs) {
    if (result.has(key)) throw fail('name-conflict', `The key "${key}" is twice in "${entry.name ?? ''}"`)
    result.set(key, value)
  }
  return result
}

type Pair = readonly [key: string, value: Buffer]

/** The env files of a generator, including the one of the older field. */
export function envFiles({ envs = [], env = '' }: ConfigMapEntry): string[] {
  return env === '' ? envs : [...envs, env]
}

/** The path in an entry of `files`, which may be preceded by a key. */
export function filePath(source: string): { key: string; path: string } {
  const parts = source.split('=')
  const [key = '', path = ''] = parts
  if (parts.length === 1) return { key: basename(source), path: source }
  if (parts.length > 2 || key === '' || path === '') {
    throw fail('bad-field-value', `A file must be "path" or "key=path": found "${source}"`)
  }
  return { key, path }
}

function readFileSource(loader: Loader, source: string): Pair {
  const { key, path } = filePath(source)
  return [key, Buffer.from(loader.readFile(path))]
}

function parseLiteral(source: string): Pair {
  const index = source.indexOf('=')
  if (index <= 0) throw fail('bad-field-value', `A literal must be "key=value": found no "key=" in it`)
  return [source.slice(0, index), Buffer.from(removeQuotes(source.slice(index + 1)))]
}

function removeQuotes(text: string): string {
  const first = text[0]
  const isQuoted = text.length >= 2 && (first === '"' || first === "'") && text.endsWith(first)
  return isQuoted ? text.slice(1, -1) : text
}

/** Go's scanner stops without a word at a line longer than this. */
const longestLine = 64 * 1024 - 1

function readEnvFile(loader: Loader, path: string): Pair[] {
  const content = Buffer.from(loader.readFile(path))
  const pairs: Pair[] = []
  for (const [index, line] of splitLines(content).entries()) {
    if (line.length > longestLine) break
    if (!isUtf8(line)) throw fail('bad-field-value', `The line ${index + 1} of "${path}" is not UTF-8`)
    const pair = parseEnvLine(index === 0 ? line.toString().replace(/^\ufeff/, '') : line.toString())
    if (pair !== undefined) pairs.push(pair)
  }
  return pairs
}

function splitLines(content: Buffer): Buffer[] {
  const lines: Buffer[] = []
  let start = 0
  while (start < content.length) {
    const found = content.indexOf(10, start)
    const end = found < 0 ? content.length : found
    lines.push(content.subarray(start, content[end - 1] === 13 && end > start ? end - 1 : end))
    start = end + 1
  }
  return lines
}

function parseEnvLine(line: string): Pair | undefined {
  const text = line.replace(
    /^[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/,
    '',
  )
  if (text === '' || text.startsWith('#')) return undefined
  const index = text.indexOf('=')
  const key = index < 0 ? text : text.slice(0, index)
  return key === '' ? undefined : [key, Buffer.from(index < 0 ? '' : text.slice(index + 1))]
}
