import type { Target } from '../target/target.ts'
import { generateConfigMap } from '../fields/config-map-generator.ts'
import { generateSecret } from '../fields/secret-generator.ts'
import { struct } from '../kustomization/decode-struct.ts'
import { string } from '../kustomization/decode.ts'
import { configMapFields, metadata, secretFields } from '../kustomization/kustomization.ts'
import { fail } from '../kustomize-error.ts'
import { Resource } from '../resource/resource.ts'
import { resolveAnchors } from '../yaml/anchors.ts'
import { parseDocument } from '../yaml/parse.ts'
import { decodePlugin } from './decode-plugin.ts'

const configMapPlugin = struct({ ...configMapFields, metadata })
const secretPlugin = struct({ ...secretFields, metadata })
const iamPolicyPlugin = struct({
  cloud: string,
  kubernetesService: struct({ name: string, namespace: string }),
  serviceAccount: struct({ name: string, projectId: string }),
})

/** Runs a generator of a builtin kind. */
export function runGeneratorPlugin(target: Target, plugin: Resource): Resource {
  switch (plugin.kind) {
    case 'ConfigMapGenerator':
      return generateConfigMap(target.loader, withMetadata(decodePlugin(plugin, configMapPlugin)), undefined)
    case 'SecretGenerator':
      return generateSecret(target.loader, withMetadata(decodePlugin(plugin, secretPlugin)), undefined)
    case 'IAMPolicyGenerator':
      return generateServiceAccount(plugin)
    case 'HelmChartInflationGenerator':
      throw fail('unsupported', 'Cannot inflate a Helm chart: run "helm template" and commit its output')
    default:
      throw fail('unsupported', `There is no builtin generator of the kind "${plugin.kind}"`)
  }
}

interface Named {
  readonly name?: string
  readonly namespace?: string
  readonly env?: string
}

/**
 * The name of what is generated is that of the plugin, unless it says otherwise. Only in a kustomization does `env` mean anything:
 * there it is moved to `envs` before anything else.
 */
function withMetadata<Entry extends Named & { readonly metadata?: Named }>(entry: Entry): Entry {
  const name = ownOrGeneral(entry.name, entry.metadata?.name)
  const namespace = ownOrGeneral(entry.namespace, entry.metadata?.namespace)
  return {
    ...entry,
    env: '',
    ...(name === undefined ? {} : { name }),
    ...(namespace === undefined ? {} : { namespace }),
  }
}

function ownOrGeneral(own: string | undefined, general: string | undefined): string | undefined {
  return own === undefined || own === '' ? general : own
}

/** A Kubernetes service account that stands for one of Google's. */
function generateServiceAccount(plugin: Resource): Resource {
  const { cloud = '', kubernetesService, serviceAccount } = decodePlugin(plugin, iamPolicyPlugin)
  if (cloud !== 'gke')
    throw fail('bad-field-value', `The cloud of an IAM policy must be "gke": found "${cloud}"`)
  const namespace = kubernetesService?.namespace ?? ''
  // Kustomize writes this text and reads it, so what YAML takes for something else is refused or comes out as that.
  const text = `apiVersion: v1
kind: ServiceAccount
metadata:
  annotations:
    iam.gke.io/gcp-service-account: ${serviceAccount?.name ?? ''}@${serviceAccount?.projectId ?? ''}.iam.gserviceaccount.com
  name: ${kubernetesService?.name ?? ''}
${namespace === '' ? '' : `  namespace: ${namespace}\n`}`
  const node = parseDocument(text)
  if (node === undefined) throw fail('bad-field-value', 'A service account must not be empty')
  return new Resource(resolveAnchors(node))
}
