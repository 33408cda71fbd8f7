import { removeAnnotation } from '../../edit/annotation.ts'
import { removeBuildMetadata } from '../../edit/build-metadata.ts'
import { removeComponent } from '../../edit/component.ts'
import { removeConfigMap } from '../../edit/config-map.ts'
import { removeLabel } from '../../edit/label.ts'
import { parseNames } from '../../edit/pairs.ts'
import { removePatch } from '../../edit/patch.ts'
import { removeResource } from '../../edit/resource.ts'
import { removeSecret } from '../../edit/secret.ts'
import { removeTransformer } from '../../edit/transformer.ts'
import type { CommandEntry } from '../commands.ts'
import { one, oneList, some } from './arguments.ts'
import { defineEdit } from './define-edit.ts'
import { patchFlags, readPatch } from './patch-flags.ts'

const ignore = { type: 'boolean', short: 'i', help: 'a name that is not there is no error' } as const
const namespace = { type: 'string', help: 'the namespace of the entries' } as const

/** What can be removed, by name. */
export const removeVerbs: ReadonlyMap<string, CommandEntry> = new Map([
  [
    'annotation',
    defineEdit({
      about: 'Removes annotations from commonAnnotations',
      usage: 'remove annotation NAME[,NAME...]',
      examples: ['remove annotation team,note'],
      flags: { 'ignore-non-existence': ignore },
      edit: ({ positionals, values }) =>
        removeAnnotation(parseNames(one(positionals, 'list of names'), 'annotation'), {
          ignoreMissing: values['ignore-non-existence'] ?? false,
        }),
    }),
  ],
  [
    'buildmetadata',
    defineEdit({
      about: 'Removes options from buildMetadata: originAnnotations, transformerAnnotations, managedByLabel',
      usage: 'remove buildmetadata OPTION[,OPTION...]',
      examples: ['remove buildmetadata originAnnotations'],
      edit: ({ positionals }) => removeBuildMetadata(oneList(positionals, 'option')),
    }),
  ],
  [
    'component',
    defineEdit({
      about: 'Removes folders from components',
      usage: 'remove component PATTERN...',
      examples: ['remove component ../../components/*'],
      edit: ({ positionals }) => removeComponent(some(positionals, 'pattern')),
    }),
  ],
  [
    'configmap',
    defineEdit({
      about: 'Removes entries from configMapGenerator',
      usage: 'remove configmap NAME[,NAME...]',
      examples: ['remove configmap settings --namespace=shop'],
      flags: { namespace },
      edit: ({ positionals, values }) => removeConfigMap(oneList(positionals, 'name'), values.namespace),
    }),
  ],
  [
    'label',
    defineEdit({
      about: 'Removes labels from commonLabels',
      usage: 'remove label NAME[,NAME...]',
      examples: ['remove label app'],
      flags: { 'ignore-non-existence': ignore },
      edit: ({ positionals, values }) =>
        removeLabel(parseNames(one(positionals, 'list of names'), 'label'), {
          ignoreMissing: values['ignore-non-existence'] ?? false,
        }),
    }),
  ],
  [
    'patch',
    defineEdit({
      about: 'Removes a patch from patches; all of it must be given',
      usage: 'remove patch',
      examples: ['remove patch --path memory.yaml --kind Deployment --name web'],
      flags: patchFlags,
      edit: ({ values }) => removePatch(readPatch(values)),
    }),
  ],
  [
    'resource',
    defineEdit({
      about: 'Removes files and folders from resources',
      usage: 'remove resource PATTERN...',
      examples: ['remove resource old/*.yaml'],
      edit: ({ positionals }) => removeResource(some(positionals, 'pattern')),
    }),
  ],
  [
    'secret',
    defineEdit({
      about: 'Removes entries from secretGenerator',
      usage: 'remove secret NAME[,NAME...]',
      examples: ['remove secret tls'],
      flags: { namespace },
      edit: ({ positionals, values }) => removeSecret(oneList(positionals, 'name'), values.namespace),
    }),
  ],
  [
    'transformer',
    defineEdit({
      about: 'Removes files from transformers',
      usage: 'remove transformer PATTERN...',
      examples: ['remove transformer transformers/*'],
      edit: ({ positionals }) => removeTransformer(some(positionals, 'pattern')),
    }),
  ],
])
