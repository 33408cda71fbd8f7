// Fails when a part of the workspace imports what the table in ARCHITECTURE.md does not let it import.
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { checkArrows } from './check-arrows.ts'
import { readParts } from './parts.ts'
import { readTable } from './table.ts'

const root = path.resolve(import.meta.dirname, '../..')
const table = readTable(await readFile(path.join(root, 'ARCHITECTURE.md'), 'utf8'))
const parts = await readParts(root)
const complaints = checkArrows(table, parts)
for (const complaint of complaints) console.error(complaint)
const imports = parts.reduce((sum, part) => sum + part.imports.length, 0)
console.log(`${parts.length} parts, ${imports} imports, ${complaints.length} without leave`)
process.exitCode = complaints.length > 0 ? 1 : 0
