import { addAnnotation } from '../../edit/annotation.ts'
import { addBase } from '../../edit/base.ts'
import { addBuildMetadata } from '../../edit/build-metadata.ts'
import { addComponent } from '../../edit/component.ts'
import { addConfigMap } from '../../edit/config-map.ts'
import { addConfiguration } from '../../edit/configuration.ts'
import { addGenerator } from '../../edit/generator.ts'
import { addLabel } from '../../edit/label.ts'
import { parsePairs } from '../../edit/pairs.ts'
import { addPatch } from '../../edit/patch.ts'
import { addResource } from '../../edit/resource.ts'
import { addSecret } from '../../edit/secret.ts'
import { addTransformer } from '../../edit/transformer.ts'
import type { CommandEntry } from '../commands.ts'
import { commaValues, one, oneList, some } from './arguments.ts'
import { defineEdit } from './define-edit.ts'
import { patchFlags, readPatch } from './patch-flags.ts'

const force = { type: 'boolean', short: 'f', help: 'give what is there already another value' } as const

const sourceFlags = {
  'from-file': { type: 'list', help: '"path" or "key=path", patterns too; several with commas' },
  'from-literal': { type: 'list', help: '"key=value"' },
  'from-env-file': { type: 'string', help: 'a file with lines "key=value"; excludes the other two' },
  disableNameSuffixHash: { type: 'boolean', help: 'no hash at the end of the name' },
  namespace: { type: 'string', help: 'the namespace of the entry' },
} as const

/** The values of `sourceFlags`. */
interface SourceValues {
  readonly 'from-file'?: readonly string[]
  readonly 'from-literal'?: readonly string[]
  readonly 'from-env-file'?: string
  readonly disableNameSuffixHash?: boolean
  readonly namespace?: string
}

function readSources(positionals: readonly string[], values: SourceValues) {
  return {
    name: one(positionals, 'name'),
    namespace: values.namespace ?? '',
    files: commaValues(values['from-file']),
    literals: values['from-literal'] ?? [],
    envFile: values['from-env-file'] ?? '',
    disableNameSuffixHash: values.disableNameSuffixHash ?? false,
  }
}

/** What can be added, by name. */
export const addVerbs: ReadonlyMap<string, CommandEntry> = new Map([
  [
    'annotation',
    defineEdit({
      about: 'Adds annotations to commonAnnotations',
      usage: 'add annotation NAME:VALUE...',
      examples: ['add annotation team:shop note:"a: b"'],
      flags: { force },
      edit: ({ positionals, values }) =>
        addAnnotation(parsePairs(some(positionals, 'annotation'), 'annotation'), {
          force: values.force ?? false,
        }),
    }),
  ],
  [
    'base',
    defineEdit({
      about: 'Adds folders to resources',
      usage: 'add base DIR[,DIR...]',
      examples: ['add base ../../base'],
      edit: ({ positionals }) => addBase(oneList(positionals, 'folder')),
    }),
  ],
  [
    'buildmetadata',
    defineEdit({
      about: 'Adds options to buildMetadata: originAnnotations, transformerAnnotations, managedByLabel',
      usage: 'add buildmetadata OPTION[,OPTION...]',
      examples: ['add buildmetadata originAnnotations,managedByLabel'],
      edit: ({ positionals }) => addBuildMetadata(oneList(positionals, 'option')),
    }),
  ],
  [
    'component',
    defineEdit({
      about: 'Adds folders to components',
      usage: 'add component DIR...',
      examples: ['add component ../../components/*'],
      edit: ({ positionals }) => addComponent(some(positionals, 'folder')),
    }),
  ],
  [
    'configmap',
    defineEdit({
      about: 'Adds sources to an entry of configMapGenerator, which is made when it is not there',
      usage: 'add configmap NAME',
      examples: [
        'add configmap settings --from-literal=color=red --from-file=app.ini',
        'add configmap settings --behavior=merge --from-env-file=production.env',
      ],
      flags: {
        ...sourceFlags,
        behavior: { type: 'string', help: '"create", "merge" or "replace"' },
      },
      edit: ({ positionals, values }) =>
        addConfigMap({ ...readSources(positionals, values), behavior: values.behavior ?? '' }),
    }),
  ],
  [
    'configuration',
    defineEdit({
      about: 'Adds files to configurations',
      usage: 'add configuration FILE...',
      examples: ['add configuration kinds.yaml'],
      edit: ({ positionals }) => addConfiguration(some(positionals, 'file')),
    }),
  ],
  [
    'generator',
    defineEdit({
      about: 'Adds files to generators',
      usage: 'add generator FILE...',
      examples: ['add generator generators/*.yaml'],
      edit: ({ positionals }) => addGenerator(some(positionals, 'file')),
    }),
  ],
  [
    'label',
    defineEdit({
      about: 'Adds labels to commonLabels, or to labels',
      usage: 'add label NAME:VALUE...',
      examples: ['add label app:web', 'add label team:shop --without-selector --include-templates'],
      flags: {
        force,
        'without-selector': { type: 'boolean', help: 'add to labels, which leaves selectors alone' },
        'include-templates': { type: 'boolean', help: 'with --without-selector: label templates too' },
      },
      edit: ({ positionals, values }) =>
        addLabel(parsePairs(some(positionals, 'label'), 'label'), {
          force: values.force ?? false,
          withoutSelector: values['without-selector'] ?? false,
          includeTemplates: values['include-templates'] ?? false,
        }),
    }),
  ],
  [
    'patch',
    defineEdit({
      about: 'Adds a patch to patches',
      usage: 'add patch',
      examples: ['add patch --path memory.yaml --kind Deployment --name web'],
      flags: patchFlags,
      edit: ({ values }) => addPatch(readPatch(values)),
    }),
  ],
  [
    'resource',
    defineEdit({
      about: 'Adds files and folders to resources',
      usage: 'add resource PATH...',
      examples: ['add resource *.yaml', 'add resource https://example.com/crds.yaml --no-verify'],
      flags: { 'no-verify': { type: 'boolean', help: 'take paths as they are given, whether there or not' } },
      edit: ({ positionals, values }) =>
        addResource(some(positionals, 'path'), { noVerify: values['no-verify'] ?? false }),
    }),
  ],
  [
    'secret',
    defineEdit({
      about: 'Adds sources to an entry of secretGenerator, which is made when it is not there',
      usage: 'add secret NAME',
      examples: ['add secret tls --type=kubernetes.io/tls --from-file=tls.crt,tls.key'],
      flags: { ...sourceFlags, type: { type: 'string', help: 'of a new entry; "Opaque" when left out' } },
      edit: ({ positionals, values }) =>
        addSecret({ ...readSources(positionals, values), type: values.type ?? 'Opaque' }),
    }),
  ],
  [
    'transformer',
    defineEdit({
      about: 'Adds files to transformers',
      usage: 'add transformer FILE...',
      examples: ['add transformer transformers/*.yaml'],
      edit: ({ positionals }) => addTransformer(some(positionals, 'file')),
    }),
  ],
])
