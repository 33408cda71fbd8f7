import type { Flags } from './flags.ts'

const noFunctions = 'no effect, as no function or plugin is run'
const noHelm = 'no effect, as no Helm chart is inflated'

/** The flags of `build`: those of the original, of which some have no effect here. */
export const buildFlags = {
  output: {
    type: 'string',
    short: 'o',
    help: 'write to this file; to a folder that is there, each resource to a file of its own',
  },
  'load-restrictor': {
    type: 'string',
    help: 'LoadRestrictionsNone lets files lie outside of the folder of their kustomization (default "LoadRestrictionsRootOnly")',
  },
  reorder: {
    type: 'string',
    deprecated: "use the new 'sortOptions' field in kustomization.yaml instead.",
  },
  'enable-managedby-label': {
    type: 'boolean',
    deprecated:
      'The flag `enable-managedby-label` has been deprecated. Use the `managedByLabel` option in the `buildMetadata` field instead.',
  },
  'enable-alpha-plugins': { type: 'boolean', help: noFunctions },
  'enable-exec': { type: 'boolean', help: noFunctions },
  'as-current-user': { type: 'boolean', help: noFunctions },
  env: { type: 'list', short: 'e', help: noFunctions },
  mount: { type: 'list', help: noFunctions },
  network: { type: 'boolean', help: noFunctions },
  'network-name': { type: 'string', help: noFunctions },
  'enable-helm': { type: 'boolean', help: noHelm },
  'helm-command': { type: 'string', help: noHelm },
  'helm-api-versions': { type: 'list', help: noHelm },
  'helm-kube-version': { type: 'string', help: noHelm },
  'helm-debug': { type: 'boolean', help: noHelm },
} as const satisfies Flags
