import { selector, type Scope } from './scope.ts'
import { names, namespaces, pairs } from './vocabulary.ts'
import type { Random } from './random.ts'
import type { Yaml, YamlMap } from './yaml-style.ts'

const fileContents = [
  'a\nb\n',
  'no end',
  '',
  'a\r\nb\r\n',
  '\tindented\n',
  'trailing \n',
  ' leading\n',
  'ä 😀\n',
  'a: b # kept\n',
  '\u0000\u0001binary\ufffd',
  'yes',
  '123',
  '\n\n',
  `${'long words '.repeat(30)}\n`,
]

const envContents = [
  'A=1\nB=two words\n# comment\n\nC="quoted"\n',
  'A=\nB\n',
  'export A=1\n',
  ' A=1\nB= 2 \n',
  '\uFEFFA=1\n',
  'A=1\r\nB=2\r\n',
  'A=a=b\n',
  'A.b-c_d=1\n',
  '#A=1\n  # x\nK=v',
  '',
]

const literals = [
  'a=1',
  'b=two',
  '"c="',
  'key=value',
  '"q=\'quoted\'"',
  '\'d="x"\'',
  '"e=a=b"',
  '"f=$(NAME)"',
  '"g=line\\nline"',
  'h=true',
  '"i= space"',
  'tls.crt=x',
]

/** `configMapGenerator`. */
export function configMapGenerator(scope: Scope): Yaml {
  return scope.random.several(1, 2, () => generatorEntry(scope, 'ConfigMap'))
}

/** `secretGenerator`. */
export function secretGenerator(scope: Scope): Yaml {
  return scope.random.several(1, 2, () => ({
    ...generatorEntry(scope, 'Secret'),
    type: scope.random.maybe(0.3, () => scope.random.pick(['kubernetes.io/tls', 'Opaque', '""'])),
  }))
}

/** One entry of a generator; also the fields of the plugin of that kind. */
export function generatorEntry(scope: Scope, kind: string): YamlMap {
  const { random } = scope
  const same = scope.known.filter((resource) => resource.kind === kind)
  const merges = same.length > 0 && random.chance(0.5)
  return {
    name: merges ? random.pick(same).name : random.pick([...names, 'made', 'made2']),
    namespace: random.maybe(0.1, () => random.pick(namespaces)),
    behavior: merges
      ? random.pick(['merge', 'merge', 'replace'])
      : random.maybe(0.15, () => random.pick(['create', 'create', 'create', '""', 'merge'])),
    literals: random.maybe(0.7, () => random.some(literals, 3)),
    files: random.maybe(0.35, () => random.several(1, 2, () => fileSource(scope))),
    envs: random.maybe(0.2, () => [scope.addFile(`some${random.below(100)}.env`, random.pick(envContents))]),
    env: random.maybe(0.05, () => scope.addFile(`old${random.below(100)}.env`, random.pick(envContents))),
    options: random.maybe(0.3, () => generatorOptions(random)),
  }
}

function fileSource({ random, addFile }: Scope): string {
  const path = addFile(
    random.pick(['a.txt', 'b.conf', 'nested/c.txt', 'd-e_f.bin']),
    random.pick(fileContents),
  )
  return random.pick([path, path, `renamed=${path}`, `x.y=${path}`])
}

/** `generatorOptions`, and `options` of an entry. */
export function generatorOptions(random: Random): YamlMap {
  return {
    disableNameSuffixHash: random.maybe(0.5, () => random.chance(0.7)),
    immutable: random.maybe(0.3, () => random.chance(0.8)),
    labels: random.maybe(0.4, () => pairs(random)),
    annotations: random.maybe(0.3, () => pairs(random)),
  }
}

/** The selector of a target, for plugins. */
export function targetOf(scope: Scope): YamlMap {
  return selector(scope)
}
