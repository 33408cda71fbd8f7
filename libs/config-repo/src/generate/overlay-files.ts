import { overlayFolder } from '../layout/paths.ts'
import type { Environment } from '../settings/settings.ts'
import { writeYaml } from '../yaml/parse-yaml.ts'
import { apiFile } from './api-address.ts'
import { configMapName } from './config-map-name.ts'

/** The tag of a service that was never released: no registry has it, and no Application deploys such an overlay. */
export const unreleasedTag = 'unreleased'

/**
 * The files of `overlays/<environment>/<service>` before its first release: a kustomization and the replicas; of a front
 * end also the lines that say where its `/api/` leads, which `api` has.
 */
export function overlayFiles(
  service: string,
  registry: string,
  environment: Environment,
  api?: string,
): Record<string, string> {
  const folder = overlayFolder(environment.name, service)
  return {
    [`${folder}/kustomization.yaml`]: writeYaml(
      kustomization(service, registry, environment, api !== undefined),
    ),
    [`${folder}/replicas.yaml`]: writeYaml(replicas(service, environment.replicas)),
    ...(api !== undefined && { [`${folder}/${apiFile}`]: api }),
  }
}

function kustomization(
  service: string,
  registry: string,
  { name, namespace }: Environment,
  isSite: boolean,
): object {
  const content = isSite ? { files: [apiFile] } : { literals: [`APP_ENV=${name}`, 'LOG_LEVEL=info'] }
  return {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    namespace,
    resources: [`../../../base/${service}`],
    patches: [{ path: 'replicas.yaml' }],
    labels: [{ pairs: { environment: name }, includeTemplates: true }],
    configMapGenerator: [{ name: configMapName(service), ...content }],
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
