import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { jsonSchemas } from './json-schema.ts'

const folder = path.resolve(import.meta.dirname, '../../schemas')

describe('jsonSchemas()', () => {
  it.each(Object.entries(jsonSchemas()))(
    'is what schemas/%s holds: write it there after a change',
    async (name, schema) => {
      const committed: unknown = JSON.parse(await readFile(path.join(folder, name), 'utf8'))
      expect(committed).toEqual(JSON.parse(JSON.stringify(schema)))
    },
  )
})
