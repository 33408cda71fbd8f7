import { z } from 'zod'

type Issue = z.core.$ZodIssue
type RawIssue = z.core.$ZodRawIssue

/** Beyond this a message helps nobody. */
const most = { problems: 3, characters: 60 }

/** Where a value is from, and what a part of it is called. */
const names = {
  path: 'path parameter',
  query: 'query parameter',
  body: 'body field',
  response: 'response field',
}

/** Where a value is from. */
export type Origin = keyof typeof names

/**
 * One sentence for what is wrong with `value`: which part of it, what was wanted, what was found. Text of a body is not
 * repeated, as it may be a secret.
 */
export function describeProblems(issues: readonly Issue[], value: unknown, origin: Origin): string {
  const shown = issues.slice(0, most.problems).map((issue) => describeProblem(issue, value, origin))
  const more = issues.length - shown.length
  return `Cannot read ${shown.join('; ')}${more > 0 ? `; and ${more} more` : ''}`
}

function describeProblem({ code, path, message }: Issue, value: unknown, origin: Origin): string {
  const place = path.reduce<string>(joinPath, '')
  const subject = place === '' ? `the ${origin}` : `${names[origin]} "${place}"`
  if (code === 'unrecognized_keys') return `${subject}: ${message}`
  const found = path.reduce<unknown>((inner, key) => Object(inner)[key], value)
  return `${subject}: ${message}, found ${describeValue(found, origin)}`
}

function joinPath(place: string, key: PropertyKey): string {
  if (typeof key === 'number') return `${place}[${key}]`
  return place === '' ? String(key) : `${place}.${String(key)}`
}

function describeValue(value: unknown, origin: Origin): string {
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return count(value.length, 'value')
  if (typeof value === 'object' && value !== null) return 'an object'
  if (typeof value === 'string' && !(origin === 'path' || origin === 'query')) return 'a string'
  const text = JSON.stringify(value)
  return text.length > most.characters ? `${text.slice(0, most.characters)}…` : text
}

/** What an issue says that its schema has no words of its own for. */
export function wanted(issue: RawIssue): string {
  return `wanted ${nameWanted(issue)}`
}

function nameWanted(issue: RawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return isInteger(issue) ? 'an integer' : nameType(issue.expected)
    case 'too_big':
      return `${issue.inclusive === false ? 'less than' : 'at most'} ${nameSize(issue.maximum, issue.origin)}`
    case 'too_small':
      return `${issue.inclusive === false ? 'more than' : 'at least'} ${nameSize(issue.minimum, issue.origin)}`
    case 'invalid_format':
      return issue.format === 'regex' ? `text like ${issue['pattern']}` : `text of the format ${issue.format}`
    case 'invalid_value':
      return issue.values.map((value) => JSON.stringify(value)).join(' or ')
    case 'not_multiple_of':
      return `a multiple of ${issue.divisor}`
    case 'unrecognized_keys':
      return `no ${issue.keys.map((key) => JSON.stringify(key)).join(', ')}`
    case 'invalid_union':
      return [
        ...new Set(issue.errors.flatMap(([first]) => first?.message.replace(/^wanted /, '') ?? [])),
      ].join(' or ')
    default:
      return 'another value'
  }
}

/** Zod calls text instead of an integer no number, and 1.5 no integer. */
function isInteger({ expected, inst }: z.core.$ZodRawIssue<z.core.$ZodIssueInvalidType>): boolean {
  if (expected === 'int') return true
  return expected === 'number' && inst instanceof z.ZodNumber && inst.format === 'safeint'
}

function nameType(type: string): string {
  return `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`
}

function nameSize(size: number | bigint, origin: string): string {
  if (origin === 'string') return count(size, 'character')
  return origin === 'array' || origin === 'set' ? count(size, 'value') : String(size)
}

function count(size: number | bigint, noun: string): string {
  return `${size} ${noun}${Number(size) === 1 ? '' : 's'}`
}
