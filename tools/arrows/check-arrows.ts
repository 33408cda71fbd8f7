import { isBuiltin } from 'node:module'
import path from 'node:path'
import type { ImportOfPart, Part } from './parts.ts'
import type { ArrowTable } from './table.ts'

/**
 * One sentence for each import that the table does not have: another part without leave, test-only code outside tests,
 * a path into another part's folder, a package that `package.json` does not declare.
 */
export function checkArrows(rows: ArrowTable, parts: readonly Part[]): string[] {
  const table = ruleEach(rows, parts)
  const unlisted = parts
    .filter((part) => !table.has(part.folder))
    .map((part) => `${part.folder} is not in the table of parts`)
  return [
    ...unlisted,
    ...parts.flatMap((part) => part.imports.flatMap((found) => complain(table, parts, part, found))),
  ]
}

/** A part without a row of its own follows the row of its folder, such as `apps/*` for services that are generated. */
function ruleEach(rows: ArrowTable, parts: readonly Part[]): ArrowTable {
  const rules = parts.flatMap(({ folder }) => {
    const rule = rows.get(folder) ?? rows.get(`${path.dirname(folder)}/*`)
    return rule === undefined ? [] : [[folder, rule] as const]
  })
  return new Map(rules)
}

function complain(table: ArrowTable, parts: readonly Part[], part: Part, found: ImportOfPart): string[] {
  const where = `${found.file}:${found.line}`
  if (found.specifier.startsWith('.')) return complainOfPath(table, part, found)
  if (isBuiltin(found.specifier)) return []
  const name = packageOf(found.specifier)
  const target = parts.find((other) => other.name === name)
  const complaints = isDeclared(part, found, name)
    ? []
    : [`${where} imports "${name}", which ${part.folder} does not declare`]
  if (target && !mayUse(table, part, target, found))
    complaints.push(`${where} may not import ${target.folder}`)
  return complaints
}

/** A tool is no package: another one that may use it names its files. */
function complainOfPath(table: ArrowTable, part: Part, found: ImportOfPart): string[] {
  const target = path.join(path.dirname(found.file), found.specifier)
  const leave = table.get(part.folder)
  const tools =
    leave === 'anything' ? ['tools'] : [...(leave ?? [])].filter((folder) => folder.startsWith('tools/'))
  const allowed = [part.folder, ...tools].some((folder) => target.startsWith(`${folder}/`))
  if (allowed && (!isTest(target) || isTest(found.file) || leave === 'anything')) return []
  if (allowed) return [`${found.file}:${found.line} imports what is there for tests: "${found.specifier}"`]
  return [`${found.file}:${found.line} reaches out of ${part.folder}: "${found.specifier}"`]
}

function mayUse(table: ArrowTable, part: Part, target: Part, found: ImportOfPart): boolean {
  if (target.folder === part.folder) return true
  if (target.folder === 'libs/testing') return isTest(found.file) || table.get(part.folder) === 'anything'
  const leave = table.get(part.folder)
  return leave === 'anything' || (leave?.has(target.folder) ?? false)
}

function isDeclared(part: Part, found: ImportOfPart, name: string): boolean {
  if (name === part.name || part.declared.has(name)) return true
  return isTest(found.file) && (part.declaredForDevelopment.has(name) || name === 'vitest')
}

function isTest(file: string): boolean {
  return /\.(test|bench)\.ts$|\/src\/(.*\/)?(testing|fixtures)\//.test(file)
}

function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
}
