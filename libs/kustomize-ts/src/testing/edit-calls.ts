import * as fc from 'fast-check'

/** Files of the folder in which kustomizations are edited. */
export const editedFolder: Readonly<Record<string, string>> = {
  'a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n',
  'b.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: b\n',
  'd.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: d\n',
  '.hidden.yaml': '',
  'a.txt': 'text\n',
  'b.txt': 'text\n',
  'a.env': 'a=b\n# comment\nc=d\n',
  'bad.env': '=x\n',
  'p.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  p: q\n',
  'base/kustomization.yaml': 'resources: []\n',
  'other/kustomization.yaml': 'resources: []\n',
  'component/kustomization.yaml': 'kind: Component\n',
  'parts/one/kustomization.yaml': 'kind: Component\n',
  'parts/two/kustomization.yaml': 'kind: Component\n',
  'conf.yaml': '',
  'more/conf.yaml': '',
  'more/t.yaml': '',
}

/** One of the words of a text, or of some that have spaces. */
function words(text: string, ...more: string[]): fc.Arbitrary<string> {
  return fc.constantFrom(...text.trim().split(/\s+/), ...more)
}

const paths = fc.oneof(
  {
    weight: 6,
    arbitrary: words('a.yaml b.yaml d.yaml *.yaml [ab].yaml base other parts/* component conf.yaml more/*'),
  },
  {
    weight: 2,
    arbitrary: words(
      './a.yaml ?.yaml base/ */one more [^a]*.yaml [!a].yaml * */* parts/one/ . .* .hidden.yaml \\a.yaml kustomization.yaml',
    ),
  },
  { weight: 1, arbitrary: words('gone.yaml *.nope [ a[ ../outside c.yaml true', '', 'a b') },
)
const names = fc.constantFrom('app', 'team', 'note', 'a.b/c', 'new', 'on', '1', 'x y', '-bad')
const texts = fc.constantFrom(
  'x',
  '1',
  'true',
  '"quoted"',
  'a: b',
  '#c',
  '',
  "it's",
  'ü',
  'a=b',
  ' lead',
  '1:30',
  '~',
)
const pairs = fc.tuple(names, fc.constantFrom(':', ':', ':', ''), texts).map((parts) => parts.join(''))
const metadata = fc.constantFrom('originAnnotations', 'managedByLabel', 'transformerAnnotations', 'nope')
const images = words(`
  web:v2 web=*:v3 web@sha256:def api=r.io/new api=*:*@sha256:1 db=*:2 db new=x:5000/y:1 =x a=
  web=web:1e3 x:5000/y:1 x:5000/y@sha256:2 old:v1 web:v1@sha256:3 :tag @d n=* n=a:* web=w=x:1
  web:on
`)
const replicas = words(`
  web=3 api=0 new=5 web=-1 web=x web a=b=1 =2 web=+4 web=9007199254740993 web=1e2
`)
const entries = fc.constantFrom('settings', 'files', 'env', 'envs', 'typed', 'fresh')
const literals = fc.constantFrom(
  'color=green',
  'size=3',
  'new=1',
  'a',
  'x=y=z',
  "q='a'",
  '=v',
  'a=b',
  'k="v w"',
  'm=one,two',
)
const files = words(`
  b.txt *.txt key=b.txt key=*.txt gone.txt a.txt,b.txt k=gone a=b=c ../outside.txt base
`)

function list(values: fc.Arbitrary<string>, options: fc.ArrayConstraints = {}): fc.Arbitrary<string[]> {
  return fc.array(values, { minLength: 0, maxLength: 3, ...options })
}

function some(verb: string, noun: string, values: fc.Arbitrary<string>): fc.Arbitrary<string[]> {
  return list(values).map((args) => [verb, noun, '--', ...args])
}

function commas(verb: string, noun: string, values: fc.Arbitrary<string>): fc.Arbitrary<string[]> {
  return list(values, { minLength: 1 }).map((args) => [verb, noun, args.join(',')])
}

/** A flag with one of some values, or none at all. */
function flag(name: string, values: fc.Arbitrary<string>): fc.Arbitrary<string[]> {
  return fc
    .option(
      values.map((value) => `--${name}=${value}`),
      { freq: 1, nil: undefined },
    )
    .map((arg) => (arg === undefined ? [] : [arg]))
}

function flags(name: string, values: fc.Arbitrary<string>): fc.Arbitrary<string[]> {
  return list(values, { maxLength: 2 }).map((found) => found.map((value) => `--${name}=${value}`))
}

function call(first: readonly string[], ...parts: fc.Arbitrary<string[]>[]): fc.Arbitrary<string[]> {
  return fc.tuple(...parts).map((found) => [...first, ...found.flat()])
}

const namespaces = fc.constantFrom('shop', 'default', 'new')
const one = (values: fc.Arbitrary<string>) => values.map((value) => [value])
const onOff = (name: string) => fc.constantFrom<string[]>([], [], [`--${name}`], [`--${name}=false`])

const patch = (verb: string) =>
  call(
    [verb, 'patch'],
    fc.constantFrom(
      ['--path=p.yaml'],
      ['--path', 'q.yaml'],
      ['--patch', '- op: remove\n  path: /a'],
      ['--patch=x'],
      ['--patch', ' lead\n'],
      [],
    ),
    flag('kind', fc.constantFrom('Deployment', 'ConfigMap')),
    flag('name', fc.constantFrom('web')),
    flag('label-selector', fc.constantFrom('a=b')),
  )

const addSource = (noun: string, own: fc.Arbitrary<string[]>) =>
  call(
    ['add', noun],
    one(entries),
    flags('from-literal', literals),
    flags('from-file', files),
    fc.constantFrom<string[]>(
      [],
      [],
      [],
      ['--from-env-file=a.env'],
      ['--from-env-file=bad.env'],
      ['--from-env-file=gone'],
    ),
    flag('namespace', namespaces),
    onOff('disableNameSuffixHash'),
    own,
  )

const setSource = (noun: string) =>
  call(
    ['set', noun],
    one(entries),
    flags('from-literal', literals),
    flag('namespace', namespaces),
    flag('new-namespace', namespaces),
  )

const removeSource = (noun: string) =>
  call(
    ['remove', noun],
    list(entries, { minLength: 1 }).map((found) => [found.join(',')]),
    flag('namespace', namespaces),
  )

/** Arguments of `edit`, of every verb, most of them good. */
export function editCalls(): fc.Arbitrary<string[]> {
  return fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom<string[]>(['fix'], ['fix', '--vars=false']) },
    some('add', 'resource', paths),
    call(['add', 'resource', '--no-verify'], list(paths)),
    some('add', 'component', paths),
    some('add', 'configuration', paths),
    some('add', 'generator', paths),
    some('add', 'transformer', paths),
    commas('add', 'base', paths),
    commas('add', 'buildmetadata', metadata),
    call(
      ['add', 'label'],
      list(pairs),
      onOff('force'),
      onOff('without-selector'),
      onOff('include-templates'),
    ),
    call(['add', 'annotation'], list(pairs), fc.constantFrom([], ['-f'])),
    addSource('configmap', flag('behavior', fc.constantFrom('merge', 'create', 'nope'))),
    addSource('secret', flag('type', fc.constantFrom('kubernetes.io/tls', ''))),
    patch('add'),
    some('remove', 'resource', paths),
    some('remove', 'component', paths),
    some('remove', 'transformer', paths),
    commas('remove', 'buildmetadata', metadata),
    call(
      ['remove', 'label'],
      list(names, { minLength: 1 }).map((found) => [found.join(',')]),
      onOff('ignore-non-existence'),
    ),
    call(
      ['remove', 'annotation'],
      list(names, { minLength: 1 }).map((found) => [found.join(',')]),
      fc.constantFrom([], ['-i']),
    ),
    removeSource('configmap'),
    removeSource('secret'),
    patch('remove'),
    some('set', 'annotation', pairs),
    some('set', 'label', pairs),
    some('set', 'image', images),
    some('set', 'replicas', replicas),
    commas('set', 'buildmetadata', metadata),
    setSource('configmap'),
    setSource('secret'),
    some('set', 'nameprefix', texts),
    some('set', 'namesuffix', texts),
    some('set', 'namespace', texts),
  )
}
