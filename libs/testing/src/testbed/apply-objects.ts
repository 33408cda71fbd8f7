import { PatchStrategy, type KubernetesObject, type KubernetesObjectApi } from '@kubernetes/client-node'

/** Applies each object on the server side, in order, and gives what the server made of them. */
export async function applyObjects(
  objects: KubernetesObjectApi,
  wanted: readonly KubernetesObject[],
): Promise<KubernetesObject[]> {
  const applied: KubernetesObject[] = []
  for (const object of wanted) {
    applied.push(
      await objects.patch(
        object,
        undefined,
        undefined,
        'slipway-testing',
        true,
        PatchStrategy.ServerSideApply,
      ),
    )
  }
  return applied
}
