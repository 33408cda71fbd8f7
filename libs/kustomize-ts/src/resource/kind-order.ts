/** Kinds that must exist before others. */
export const firstKinds: readonly string[] = [
  'Namespace',
  'ResourceQuota',
  'StorageClass',
  'CustomResourceDefinition',
  'ServiceAccount',
  'PodSecurityPolicy',
  'Role',
  'ClusterRole',
  'RoleBinding',
  'ClusterRoleBinding',
  'ConfigMap',
  'Secret',
  'Endpoints',
  'Service',
  'LimitRange',
  'PriorityClass',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'Deployment',
  'StatefulSet',
  'CronJob',
  'PodDisruptionBudget',
]

/** Kinds that must come after all others. */
export const lastKinds: readonly string[] = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration']

/** Positions of kinds: below zero for the first ones, above for the last ones. */
export function makeKindPositions(
  first: readonly string[],
  last: readonly string[],
): ReadonlyMap<string, number> {
  const positions = new Map<string, number>()
  for (const [index, kind] of first.entries()) positions.set(kind, index - first.length)
  for (const [index, kind] of last.entries()) positions.set(kind, index + 1)
  return positions
}

const defaultPositions = makeKindPositions(firstKinds, lastKinds)

/** Where a kind stands by default; zero for all that are not named. */
export function kindPosition(kind: string): number {
  return defaultPositions.get(kind) ?? 0
}
