import { describe, expect, it } from 'vitest'

import { KustomizeError } from '../kustomize-error.ts'
import { configMap, deployment, errorOf, renderOne } from '../testing/render.ts'

const head = 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n'

function patched(patch: string, more = ''): string {
  const lines = patch.split('\n').map((line) => `    ${line}`)
  return renderOne(`patches:\n- patch: |-\n${lines.join('\n')}\n${more}`, deployment)
}

function containers(list: string): string {
  const lines = list.split('\n').map((line) => `      ${line}`)
  return patched(`${head}spec:\n  template:\n    spec:\n      containers:\n${lines.join('\n')}`)
}

const service = (ports: string) =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: s\nspec:\n  ports:\n${ports}`

const custom = (list: string) => `apiVersion: a/v1\nkind: Custom\nmetadata:\n  name: x\nlist: ${list}\n`

describe('patches', () => {
  it('merge containers by name, new ones first', () => {
    const yaml = containers('- name: main\n  image: redis\n- name: side\n  image: b')
    expect(yaml).toContain('      - image: redis\n        name: main\n      - image: b\n        name: side\n')
  })

  it('delete and replace elements on request', () => {
    expect(containers('- name: main\n  $patch: delete\n- name: side')).toContain(
      'containers:\n      - name: side\n',
    )
    expect(containers('- $patch: replace\n- name: side')).toContain('containers:\n      - name: side\n')
  })

  it('bring the quotes of their keys along, without which a number is no key', () => {
    expect(patched(`${head}data:\n  "80": a\n  '8': b`)).toContain('data:\n  "8": b\n  "80": a\n')
    // Kustomize writes the annotations of a patch anew before it merges them, without their quotes.
    expect(errorOf(() => patched(`${head}  annotations: {"80": a}`)).code).toBe('invalid-resource')
  })

  it('delete fields with null and whole resources on request', () => {
    expect(patched(`${head}spec:\n  selector: null`)).not.toContain('selector')
    expect(patched(`${head}$patch: delete`)).toBe('')
  })

  it('merge ports by port and protocol, where one without a protocol means the one with it', () => {
    const tcp = '  - name: a\n    port: 80\n    protocol: TCP\n'
    const udp = '  - name: b\n    port: 80\n    protocol: UDP\n'
    const patch = service('  - port: 80\n    protocol: UDP\n    nodePort: 5\n')
    const yaml = renderOne('patches: [{path: p.yaml}]\n', service(tcp + udp), { 'p.yaml': patch })
    expect(yaml).toContain('  - name: b\n    nodePort: 5\n    port: 80\n    protocol: UDP\n')
  })

  it('put a port without a number where the last port of the list stands', () => {
    const resource = service('  - port: 80\n  - port: 443\n')
    const yaml = renderOne('patches: [{path: p.yaml}]\n', resource, { 'p.yaml': service('  - port: null\n') })
    expect(yaml).toBe(service('  - port: 443\n  - port: 80\n'))
  })

  it('bring the quotes of their keys along', () => {
    expect(patched(`${head}spec:\n  selector:\n    matchLabels: {"1": a}`)).toContain('      "1": a\n')
    expect(errorOf(() => patched(`${head}spec:\n  selector:\n    matchLabels: {1: a}`)).code).toBe(
      'invalid-resource',
    )
  })

  it('refuse a list where annotations should be, unless it counts as keys and values', () => {
    expect(errorOf(() => patched(`${head}  annotations: [a]`)).code).toBe('wrong-type')
    expect(patched(`${head}  annotations: [a, b]`)).toContain('  annotations:\n    a: b\n')
  })

  it('refuse keys that Kustomize does not find again', () => {
    for (const key of ['~', 'null', '""', '? {a: b}'])
      expect(() => patched(`${head}spec: {${key}: x}`)).toThrow(KustomizeError)
  })

  it('replace lists of kinds that nobody knows', () => {
    const yaml = renderOne('patches: [{path: p.yaml}]\n', custom('[{name: a}]'), {
      'p.yaml': custom('[{name: b}]'),
    })
    expect(yaml).toContain('list:\n- name: b\n')
    expect(yaml).not.toContain('name: a')
  })

  it('apply JSON 6902 operations to what the target selects', () => {
    const target = '  target: {kind: "Deploy.*"}\n'
    const yaml = patched(
      '- {op: add, path: /metadata/labels, value: {a~b: c}}\n- {op: remove, path: /spec/selector}',
      target,
    )
    expect(yaml).toContain('labels:\n    a~b: c\n')
    expect(yaml).not.toContain('selector')
    expect(
      patched('[{"op": "replace", "path": "/spec/template/spec/containers/0/image", "value": "x"}]', target),
    ).toContain('image: x\n')
  })

  it('select by labels, annotations and anchored regular expressions', () => {
    const labelled = deployment.replace('  name: web\nspec', '  labels:\n    app: web\n  name: web\nspec')
    const select = (target: string) =>
      renderOne(
        `patches:\n- target: {${target}}\n  patch: '[{"op": "add", "path": "/hit", "value": 1}]'\n`,
        labelled,
      )
    expect(select('labelSelector: "app in (web, x)"')).toContain('hit: 1')
    expect(select('labelSelector: "app!=web"')).not.toContain('hit: 1')
    expect(select('name: we')).not.toContain('hit: 1')
    expect(select('name: we.')).toContain('hit: 1')
    expect(select('annotationSelector: a')).not.toContain('hit: 1')
    expect(errorOf(() => select('name: "("')).code).toBe('invalid-selector')
    expect(errorOf(() => select('labelSelector: "a in"')).code).toBe('invalid-selector')
  })

  it.each([
    ['patch-target-missing', '{path: p.yaml}', head.replace('web', 'other')],
    ['invalid-patch', '{path: p.yaml}', '[{"op": "add", "path": "/x", "value": 1}]'],
    ['invalid-patch', '{patch: ""}', ''],
    ['invalid-patch', '{path: p.yaml}', `${head}spec:\n  $patch: nonsense\n`],
    ['patch-failed', '{path: p.yaml, target: {name: web}}', '[{"op": "remove", "path": "/nope"}]'],
    [
      'patch-failed',
      '{path: p.yaml, target: {name: web}}',
      '[{"op": "test", "path": "/kind", "value": "x"}]',
    ],
    ['invalid-patch', '{path: p.yaml, target: {name: web}}', '[{"op": "nope", "path": "/x"}]'],
    ['file-not-found', '{path: nope.yaml}', ''],
  ])('throw "%s" for %s', (code, entry, patch) => {
    const error = errorOf(() => renderOne(`patches: [${entry}]\n`, deployment, { 'p.yaml': patch }))
    expect(error.problems).toMatchObject([{ code, file: '/repo/kustomization.yaml', line: 2 }])
  })
})

function review(owner: string): string {
  return `apiVersion: authentication.k8s.io/v1\nkind: TokenReview\nmetadata:\n  name: r\n  ownerReferences: [${owner}]\n`
}

function mergeError(resource: string, patch: string): string {
  return errorOf(() => renderOne('patches: [{path: p.yaml}]\n', resource, { 'p.yaml': patch })).code
}

describe('patchesStrategicMerge and patchesJson6902', () => {
  it('do the same as patches', () => {
    expect(
      renderOne('patchesStrategicMerge: [p.yaml]\n', deployment, {
        'p.yaml': `${head}spec: {replicas: 2}\n`,
      }),
    ).toContain('  replicas: 2\n')
    const target = '{group: apps, version: v1, kind: Deployment, name: web}'
    const files = { 'p.yaml': '- {op: add, path: /spec/replicas, value: 2}\n' }
    expect(renderOne(`patchesJson6902: [{target: ${target}, path: p.yaml}]\n`, deployment, files)).toContain(
      '  replicas: 2\n',
    )
  })

  it('merge owners by uid also in kinds that only ask the API something', () => {
    const patch = review('{uid: u, controller: true}')
    expect(
      renderOne('patches: [{path: p.yaml}]\n', review('{uid: u, kind: K}'), { 'p.yaml': patch }),
    ).toContain('  - controller: true\n    kind: K\n    uid: u\n')
  })

  it('refuse a map with an empty key', () => {
    const odd = configMap.replace('  key: value', '  "": value')
    expect(mergeError(odd, configMap)).toBe('wrong-type')
    expect(mergeError(configMap, odd)).toBe('wrong-type')
  })

  it('refuse a list that merges by keys in which something is no map, though the patch leaves it alone', () => {
    const ports = deployment.replace('name: main\n', 'name: main\n        ports: [{containerPort: 1}, []]\n')
    const patch = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n'
    expect(errorOf(() => renderOne('patches: [{path: p.yaml}]\n', ports, { 'p.yaml': patch })).code).toBe(
      'wrong-type',
    )
  })
})
