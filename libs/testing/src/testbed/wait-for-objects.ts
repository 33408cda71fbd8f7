import { makeInformer, type KubernetesObject } from '@kubernetes/client-node'
import { TestbedError } from './testbed-error.ts'
import type { ControlPlane } from './control-plane.ts'

/** Objects of one kind, in one namespace or in all. The path is made of the kind's plain plural ("Deployment", "deployments"). */
export interface ObjectQuery {
  apiVersion: string
  kind: string
  namespace?: string
}

/**
 * Watches the objects of a query until `isDone` says so of all of them together, and gives them. Throws `deadline-passed`,
 * with what there was at the end, `seconds` after the first list.
 */
export async function waitForObjects<T extends KubernetesObject>(
  { config, objects }: Pick<ControlPlane, 'config' | 'objects'>,
  query: ObjectQuery,
  isDone: (found: readonly T[]) => boolean,
  seconds = 120,
): Promise<readonly T[]> {
  const { promise, resolve, reject } = Promise.withResolvers<readonly T[]>()
  const list = () => objects.list<T>(query.apiVersion, query.kind, query.namespace)
  const informer = makeInformer<T>(config, pathOf(query), list)
  const check = () => {
    try {
      if (isDone(informer.list())) resolve(informer.list())
    } catch (error) {
      reject(error)
    }
  }
  let again: NodeJS.Timeout | undefined
  const resume = () => void (again = setTimeout(() => void informer.start(), pauseMilliseconds))
  let timer: NodeJS.Timeout | undefined
  // A failure may come before anybody waits for it.
  promise.catch(() => undefined)
  informer.on('error', reject)
  try {
    await informer.start()
    // An API server with much to do breaks a watch off now and then: from here on it is taken up again.
    informer.off('error', reject)
    informer.on('error', resume)
    timer = setTimeout(() => reject(late(query, informer.list(), seconds)), seconds * 1000)
    // Not before: the objects of the first list come one by one, and a part of them could look done.
    informer.on('change', check)
    check()
    return await promise
  } finally {
    clearTimeout(timer)
    clearTimeout(again)
    // To stop is an error too.
    informer.off('error', resume)
    await informer.stop()
  }
}

const pauseMilliseconds = 100

function pathOf({ apiVersion, kind, namespace }: ObjectQuery): string {
  const group = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`
  return `${group}${namespace ? `/namespaces/${namespace}` : ''}/${kind.toLowerCase()}s`
}

function late(query: ObjectQuery, found: readonly KubernetesObject[], seconds: number): TestbedError {
  const said = JSON.stringify(found, (key, value: unknown) => (key === 'managedFields' ? undefined : value))
  const message = `Waited ${seconds} s in vain for a state of "${query.kind}" in "${query.namespace ?? 'all namespaces'}": ${said}`
  return new TestbedError('deadline-passed', message)
}
