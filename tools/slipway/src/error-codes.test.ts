import { configRepoErrorCodes } from '@slipway/config-repo'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { slipwayErrorCodes } from './slipway-error.ts'

const readme = path.resolve(import.meta.dirname, '../README.md')

describe('README.md', () => {
  it('says of every code what it means and what to do', async () => {
    const [, section = ''] = (await readFile(readme, 'utf8')).split('## When it refuses\n')
    const rows = [...section.split('\n## ')[0]!.matchAll(/^\| (`[^|]+`) \| [^|]+ \| [^|]+ \|$/gm)]
    const described = rows.flatMap(([, codes = '']) => codes.split(', ').map((code) => code.slice(1, -1)))
    expect(described.toSorted()).toEqual(
      [...new Set([...configRepoErrorCodes, ...slipwayErrorCodes])].toSorted(),
    )
  })
})
