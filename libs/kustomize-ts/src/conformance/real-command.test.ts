import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { describeWith, programPath, temporaryDirectory, writeFiles } from '@slipway/testing'
import { expect, it } from 'vitest'

import { build } from '../build.ts'

const configRepo = fileURLToPath(new URL('../../../../config-repo', import.meta.url))

const scalars = `apiVersion: v1
kind: ConfigMap
metadata: {name: scalars}
data:
  words: [yes, no, on, off, y, n, true, True, null, ~, "yes", 'no', "null", "", <<]
  numbers: [0755, 0o17, 0x1F, 0b11, 1_000, +12, -0, 08, .5, 1e3, 1.50, 1234567.5, 1e-7, 1e21, 1:30]
  texts: ["0755", "1e3", "1:30", "0x1F", "1_000", "2020-01-01", "a: b", "a #b", "- a", "*a", "&a", "%a", "@a", "a:"]
  large: [9007199254740993, 12345678901234567890, 123456789012345678901234567890, -9223372036854775808]
  dates: [2020-01-01, 2020-1-2, 2020-01-02T03:04:05Z, 2020-01-02 03:04:05.10]
  unicode: ["äöü", "😀", "\\u2028", "\\t", "\\e", "\\u00a0", "\\ufeff"]
  spaces: [" lead", "trail ", "  two", "a  b"]
  literal: |
    one
      two
  keep: |+
    one

  strip: |-
    one
  folded: >
    one
    two
  leading: "  one\\ntwo\\n"
  trailing: "one \\ntwo\\n"
  long: a text that is longer than eighty columns is folded at the first space after the eightieth column, and again later on if need be
  quoted: "a text: longer than eighty columns is folded at the first space after the eightieth column, and again later on if need be"
  escaped: "a\\ttext that is longer than eighty columns is folded at the first space after the eightieth column, and again later"
  "10": ten
  "9": nine
  a10: 1
  a9: 1
  B: 1
  anchored: &anchor {a: 1}
  alias: *anchor
  merged: {<<: *anchor, b: 2}
  nested: [[1, [2]], [{a: [b]}], {}, []]
`

function folders(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('kustomization.yaml'))
    .map((path) => join(root, dirname(path)))
}

function command(folder: string): string {
  return execFileSync(programPath('kustomize'), ['build', folder], { encoding: 'utf8', stdio: 'pipe' })
}

describeWith(['kustomize'], 'The kustomize command', () => {
  it.each(folders(configRepo).filter((folder) => !folder.includes('/components/')))(
    'prints what build() gives for %s',
    (folder) => {
      expect(build(folder).yaml).toBe(command(folder))
    },
  )

  it('prints what build() gives for scalars of every kind', async () => {
    const root = await temporaryDirectory()
    await writeFiles(root, { 'kustomization.yaml': 'resources: [a.yaml]\n', 'a.yaml': scalars })
    expect(build(root).yaml).toBe(command(root))
  })

  it('prints what build() gives when a patch reaches all fields that a label was written to', async () => {
    const root = await temporaryDirectory()
    await writeFiles(root, {
      'base/kustomization.yaml': 'resources: [a.yaml]\ncommonLabels: {app: one}\n',
      'base/a.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {template: {spec: {}}}\n',
      'kustomization.yaml': 'resources: [base]\npatches: [{path: p.yaml}]\n',
      'p.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a, labels: {app: two}}\n',
    })
    const { yaml } = build(root)
    expect(yaml).toBe(command(root))
    expect(yaml.match(/app: two/g)).toHaveLength(3)
  })
})
