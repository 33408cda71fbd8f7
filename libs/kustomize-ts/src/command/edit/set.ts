import { setAnnotation } from '../../edit/annotation.ts'
import { setBuildMetadata } from '../../edit/build-metadata.ts'
import { setConfigMap } from '../../edit/config-map.ts'
import { parseImage, setImages } from '../../edit/image.ts'
import { setLabel } from '../../edit/label.ts'
import { setNamePrefix } from '../../edit/name-prefix.ts'
import { setNameSuffix } from '../../edit/name-suffix.ts'
import { setNamespace } from '../../edit/namespace.ts'
import { parsePairs } from '../../edit/pairs.ts'
import { parseReplicas, setReplicas } from '../../edit/replicas.ts'
import { setSecret } from '../../edit/secret.ts'
import type { CommandEntry } from '../commands.ts'
import { one, oneList, some } from './arguments.ts'
import { defineEdit } from './define-edit.ts'

const updateFlags = {
  'from-literal': { type: 'list', help: '"key=value" for a key that is there' },
  namespace: { type: 'string', help: 'the namespace that the entry has' },
  'new-namespace': { type: 'string', help: 'the namespace that it gets' },
} as const

/** The values of `updateFlags`. */
interface UpdateValues {
  readonly 'from-literal'?: readonly string[]
  readonly namespace?: string
  readonly 'new-namespace'?: string
}

function readUpdate(positionals: readonly string[], values: UpdateValues) {
  const name = { name: one(positionals, 'name'), namespace: values.namespace ?? '' }
  const update = { literals: values['from-literal'] ?? [], newNamespace: values['new-namespace'] ?? '' }
  return [name, update] as const
}

/** What can be set, by name. */
export const setVerbs: ReadonlyMap<string, CommandEntry> = new Map([
  [
    'annotation',
    defineEdit({
      about: 'Sets annotations of commonAnnotations',
      usage: 'set annotation NAME:VALUE...',
      examples: ['set annotation team:shop'],
      edit: ({ positionals }) => setAnnotation(parsePairs(some(positionals, 'annotation'), 'annotation')),
    }),
  ],
  [
    'buildmetadata',
    defineEdit({
      about: 'Sets the options of buildMetadata: originAnnotations, transformerAnnotations, managedByLabel',
      usage: 'set buildmetadata OPTION[,OPTION...]',
      examples: ['set buildmetadata managedByLabel'],
      edit: ({ positionals }) => setBuildMetadata(oneList(positionals, 'option')),
    }),
  ],
  [
    'configmap',
    defineEdit({
      about: 'Sets literals, or the namespace, of an entry of configMapGenerator that is there',
      usage: 'set configmap NAME',
      examples: ['set configmap settings --from-literal=color=blue'],
      flags: updateFlags,
      edit: ({ positionals, values }) => setConfigMap(...readUpdate(positionals, values)),
    }),
  ],
  [
    'image',
    defineEdit({
      about: 'Sets names, tags and digests of images; an asterisk keeps what is there',
      usage: 'set image IMAGE=NEWNAME[:TAG][@DIGEST]|IMAGE:TAG|IMAGE@DIGEST...',
      examples: ['set image web=registry.example/web:1.2 db:16', "set image 'web=*:1.3'"],
      edit: ({ positionals }) => setImages(some(positionals, 'image').map(parseImage)),
    }),
  ],
  [
    'label',
    defineEdit({
      about: 'Sets labels of commonLabels',
      usage: 'set label NAME:VALUE...',
      examples: ['set label app:web'],
      edit: ({ positionals }) => setLabel(parsePairs(some(positionals, 'label'), 'label')),
    }),
  ],
  [
    'nameprefix',
    defineEdit({
      about: 'Sets namePrefix',
      usage: 'set nameprefix PREFIX',
      examples: ['set nameprefix acme-'],
      edit: ({ positionals }) => setNamePrefix(one(positionals, 'prefix')),
    }),
  ],
  [
    'namespace',
    defineEdit({
      about: 'Sets namespace',
      usage: 'set namespace NAMESPACE',
      examples: ['set namespace staging'],
      edit: ({ positionals }) => setNamespace(one(positionals, 'namespace')),
    }),
  ],
  [
    'namesuffix',
    defineEdit({
      about: 'Sets nameSuffix',
      usage: 'set namesuffix -- SUFFIX',
      examples: ['set namesuffix -- -acme'],
      edit: ({ positionals }) => setNameSuffix(one(positionals, 'suffix')),
    }),
  ],
  [
    'replicas',
    defineEdit({
      about: 'Sets numbers of replicas',
      usage: 'set replicas NAME=COUNT...',
      examples: ['set replicas web=3 worker=1'],
      edit: ({ positionals }) => setReplicas(some(positionals, 'name with a count').map(parseReplicas)),
    }),
  ],
  [
    'secret',
    defineEdit({
      about: 'Sets literals, or the namespace, of an entry of secretGenerator that is there',
      usage: 'set secret NAME',
      examples: ['set secret login --from-literal=user=shop'],
      flags: updateFlags,
      edit: ({ positionals, values }) => setSecret(...readUpdate(positionals, values)),
    }),
  ],
])
