import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { describeIssue } from './describe-issue.ts'

const schema = z.strictObject({
  name: z.string(),
  replicas: z.int().default(1),
  sync: z.enum(['automated', 'manual']).optional(),
})

describe('describeIssue()', () => {
  it.each([
    [{ nam: 'x' }, ['wanted string, found nothing', 'there is no such field: "nam"']],
    [{ name: 'x', replicas: 'many' }, ['wanted number, found string']],
    [{ name: 'x', sync: 'often' }, ['wanted "automated" or "manual"']],
    [{ name: 'x', a: 1, b: 2 }, ['there is no such field: "a", "b"']],
  ])('says of %j what is wrong', (value, expected) => {
    expect(schema.safeParse(value).error?.issues.map(describeIssue)).toEqual(expected)
  })
})
