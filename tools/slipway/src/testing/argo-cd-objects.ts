import type { KubernetesObject, V1Deployment, V1Pod, V1ReplicaSet } from '@kubernetes/client-node'
import { argoCdNamespace } from '@slipway/testing'
import { parse } from 'yaml'

/** Whether an Application is that of the service that the tests release to production. */
export function isProduction({ metadata }: Application): boolean {
  return metadata?.name === 'production.metadata-service'
}

/** Whether Argo CD says that the AppProject does not permit an Application. */
export function isRefused({ status }: Application): boolean {
  return status?.conditions?.some(({ type }) => type === 'InvalidSpecError') ?? false
}

/** What somebody who may create Applications in the project could try. */
export function foreignApplication(repository: string): KubernetesObject & { spec: object } {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'foreign', namespace: argoCdNamespace },
    spec: {
      project: 'slipway',
      source: { repoURL: `file://${repository}`, path: 'config-repo/overlays/staging/metadata-service' },
      destination: { server: 'https://kubernetes.default.svc', namespace: 'staging' },
    },
  }
}

/** An ApplicationSet, as far as these tests look at it. */
export interface ApplicationSet extends KubernetesObject {
  spec: { generators: [Generator] }
  status?: { conditions?: { type: string; status: string }[] }
}

interface Generator {
  git?: { requeueAfterSeconds?: number }
  matrix?: { generators: Generator[] }
}

/** An Application, as far as these tests look at it. */
export interface Application extends KubernetesObject {
  spec: { syncPolicy: { automated?: object } }
  operation?: object
  status?: {
    sync?: { status: string; revision?: string }
    conditions?: { type: string }[]
  }
}

/** The AppProject and the ApplicationSet as they stand, on another repository and asking it every second. */
export function bootstrap(configRepo: Record<string, string>, repository: string): KubernetesObject[] {
  const read = (file: string): unknown =>
    parse(configRepo[file]?.replace(/https:\/\/\S+\.git/, `file://${repository}`) ?? '')
  const applicationSet = read('argocd/applicationset.yaml') as ApplicationSet
  quicken({ matrix: { generators: applicationSet.spec.generators } })
  return [read('argocd/project.yaml') as KubernetesObject, applicationSet]
}

function quicken(generator: Generator): void {
  if (generator.git) generator.git.requeueAfterSeconds = 1
  for (const child of generator.matrix?.generators ?? []) quicken(child)
}

/** Files of the config repo as files of its Git repository. */
export function inFolder(files: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [`config-repo/${name}`, text]))
}

/** Argo CD's own objects of a kind. */
export function inArgoCd(kind: string): { apiVersion: string; kind: string; namespace: string } {
  return { apiVersion: 'argoproj.io/v1alpha1', kind, namespace: argoCdNamespace }
}

/** Objects of a kind that were deployed to staging. */
export function inStaging(
  apiVersion: string,
  kind: string,
): { apiVersion: string; kind: string; namespace: string } {
  return { apiVersion, kind, namespace: 'staging' }
}

/** The Deployments in production. */
export const inProduction = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'production' }

/** Whether an ApplicationSet has made all of its Applications. */
export function isUpToDate(set: ApplicationSet | undefined): boolean {
  return (
    set?.status?.conditions?.some(({ type, status }) => type === 'ResourcesUpToDate' && status === 'True') ??
    false
  )
}

/** Whether all pods of a Deployment are available and made of its newest template. */
export function isRolledOut({ metadata, spec, status }: V1Deployment): boolean {
  const isSeen = status?.observedGeneration === metadata?.generation
  return isSeen && status?.availableReplicas === spec?.replicas && status?.updatedReplicas === spec?.replicas
}

/** Whether a Deployment runs a digest with so many replicas, and nothing else. */
export function runs(deployment: V1Deployment | undefined, digest: string, replicas: number): boolean {
  if (!deployment || !isRolledOut(deployment)) return false
  return deployment.spec?.replicas === replicas && imageOf(deployment)?.endsWith(digest) === true
}

/** Whether a ReplicaSet has made all of its pods. */
export function isFilled({ metadata, spec, status }: V1ReplicaSet): boolean {
  return status?.observedGeneration === metadata?.generation && status?.replicas === spec?.replicas
}

/** Whether a pod is about to go. */
export function isTerminating({ metadata }: V1Pod): boolean {
  return metadata?.deletionTimestamp !== undefined
}

/** The image of a Deployment's only container. */
export function imageOf({ spec }: V1Deployment): string | undefined {
  return spec?.template.spec?.containers[0]?.image
}

/** The config map that the container takes its environment from. */
export function configMapOf({ spec }: V1Deployment): string | undefined {
  return spec?.template.spec?.containers[0]?.envFrom?.[0]?.configMapRef?.name
}

/** Sorts objects by their names. */
export function byName(one: KubernetesObject, other: KubernetesObject): number {
  return (one.metadata?.name ?? '').localeCompare(other.metadata?.name ?? '')
}
