import { overlayFolder } from '../layout/paths.ts'
import type { Environment } from '../settings/settings.ts'
import { writeYaml } from '../yaml/parse-yaml.ts'
import { configMapName } from './deployment.ts'

/** The tag of a service that was never released: no registry has it, and no Application deploys such an overlay. */
export const unreleasedTag = 'unreleased'

/** The files of `overlays/<environment>/<service>` before its first release: a kustomization and the replicas. */
export function overlayFiles(
  service: string,
  registry: string,
  environment: Environment,
): Record<string, string> {
  const folder = overlayFolder(environment.name, service)
  return {
    [`${folder}/kustomization.yaml`]: writeYaml(kustomization(service, registry, environment)),
    [`${folder}/replicas.yaml`]: writeYaml(replicas(service, environment.replicas)),
  }
}

function kustomization(service: string, registry: string, { name, namespace }: Environment): object {
  return {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    namespace,
    resources: [`../../../base/${service}`],
    patches: [{ path: 'replicas.yaml' }],
    labels: [{ pairs: { environment: name }, includeTemplates: true }],
    configMapGenerator: [{ name: configMapName(service), literals: [`APP_ENV=${name}`, 'LOG_LEVEL=info'] }],
    images: [{ name: service, newName: `${registry}/${service}`, newTag: unreleasedTag }],
  }
}

function replicas(service: string, count: number): object {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: service },
    spec: { replicas: count },
  }
}
