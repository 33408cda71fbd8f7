import type { Origin } from './origin.ts'
import { emitYaml } from '../yaml/emit.ts'

/** An origin as the text of an annotation. */
export function originText(origin: Origin): string {
  return lines(origin)
    .map((line) => `${line}\n`)
    .join('')
}

/** Origins as the text of an annotation, one element each. */
export function originListText(origins: readonly Origin[]): string {
  return origins
    .flatMap((origin) => lines(origin).map((line, index) => `${index === 0 ? '- ' : '  '}${line}\n`))
    .join('')
}

function lines({ path, configuredIn, configuredBy }: Origin): string[] {
  const result: string[] = []
  if (path !== undefined && path !== '') result.push(`path: ${scalar(path)}`)
  if (configuredIn !== undefined) result.push(`configuredIn: ${scalar(configuredIn)}`)
  if (configuredBy === undefined) return result
  result.push('configuredBy:')
  for (const field of ['apiVersion', 'kind', 'name', 'namespace'] as const) {
    const value = configuredBy[field]
    if (value !== undefined && value !== '') result.push(`  ${field}: ${scalar(value)}`)
  }
  return result
}

function scalar(text: string): string {
  return emitYaml(text).trimEnd()
}
