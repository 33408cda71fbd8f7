import { baseFolder } from '../layout/paths.ts'
import { writeYaml } from '../yaml/parse-yaml.ts'
import { deployment } from './deployment.ts'
import { siteDeployment } from './site-deployment.ts'
import type { ServiceDescription } from './service-description.ts'

/** The files of `base/<service>`: a Deployment, a Service, and the kustomization that labels both. */
export function baseFiles(service: ServiceDescription): Record<string, string> {
  const folder = baseFolder(service.name)
  return {
    [`${folder}/kustomization.yaml`]: writeYaml(
      kustomization(service),
      'What is the same in every environment: a change here reaches all of them at once.',
    ),
    [`${folder}/deployment.yaml`]: writeYaml(service.api ? siteDeployment(service) : deployment(service)),
    [`${folder}/service.yaml`]: writeYaml(kubernetesService(service)),
  }
}

function kustomization({ name, team }: ServiceDescription): object {
  const selecting = { pairs: { 'app.kubernetes.io/name': name }, includeSelectors: true }
  const telling = { pairs: { team }, includeTemplates: true }
  return {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources: ['deployment.yaml', 'service.yaml'],
    labels: team === undefined ? [selecting] : [selecting, telling],
  }
}

function kubernetesService({ name, port }: ServiceDescription): object {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { ports: [{ name: 'http', port, targetPort: 'http' }] },
  }
}
