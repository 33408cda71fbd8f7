import { describe, expect, it } from 'vitest'

import { configMap, deployment, render, renderOne } from '../testing/render.ts'

const domain = 'internal.config.kubernetes.io'
const wantsHash = `${domain}/needsHashSuffix: enabled`
const hashed = 'name: settings-t757gk2bmf\n'

const annotated = (annotation: string) =>
  configMap.replace('name: settings\n', `name: settings\n  annotations: {${annotation}}\n`)

const settings = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings, annotations: '

describe('takeRecords()', () => {
  it('takes what users write for what Kustomize has noted', () => {
    const yaml = renderOne('', annotated(wantsHash))
    expect(yaml).toContain(hashed)
    expect(yaml).not.toContain('annotations')
  })

  it('finds records in the annotations of patches, of generators and of a whole kustomization', () => {
    const patch = `patches: [{patch: ${JSON.stringify(`${settings}{${wantsHash}}}`)}}]\n`
    expect(renderOne(patch, configMap)).toContain(hashed)
    expect(renderOne(`commonAnnotations: {${wantsHash}}\n`, configMap)).toContain(hashed)
    const options = `options: {disableNameSuffixHash: true, annotations: {${wantsHash}}}`
    const generator = `configMapGenerator: [{name: settings, literals: [key=value], ${options}}]\n`
    expect(render({ 'kustomization.yaml': generator })).toContain(hashed)
  })

  it('makes references follow a name that a file says it had before', () => {
    const previous = `${domain}/previousNames: old, ${domain}/previousKinds: ConfigMap, ${domain}/previousNamespaces: default`
    const user = deployment.replace(
      'name: main\n',
      'name: main\n        envFrom: [{configMapRef: {name: old}}]\n',
    )
    expect(renderOne('', `${annotated(previous)}---\n${user}`)).toContain(
      'configMapRef:\n            name: settings\n',
    )
  })

  it('lets a patch change a name that says so in an annotation', () => {
    const patch = `${settings}{${domain}/allowNameChange: enabled}}`.replace('settings', 'renamed')
    const yaml = renderOne(
      `patches: [{target: {kind: ConfigMap}, patch: ${JSON.stringify(patch)}}]\n`,
      configMap,
    )
    expect(yaml).toContain('name: renamed\n')
  })
})

describe('nodeWithRecords()', () => {
  it('gives a replacement the records of its source, which its target then has', () => {
    const kustomization = `configMapGenerator: [{name: made, literals: [a=b]}]
replacements:
- source: {name: made, fieldPath: metadata.annotations}
  targets:
  - {select: {name: settings}, fieldPaths: [data.copy, metadata.annotations], options: {create: true}}
`
    const yaml = renderOne(kustomization, configMap)
    expect(yaml).toContain(`    ${domain}/generatorBehavior: unspecified\n    ${wantsHash}\n`)
    expect(yaml).toMatch(/name: settings-\w{10}\n/)
  })
})
