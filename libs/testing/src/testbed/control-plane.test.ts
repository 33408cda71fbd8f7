import type { V1Deployment } from '@kubernetes/client-node'
import { existsSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { applyObjects } from './apply-objects.ts'
import { waitForObjects } from './wait-for-objects.ts'
import { describeWith } from '../requirements/describe-with.ts'
import { startControlPlane, type ControlPlane } from './control-plane.ts'

// The other tests of the run have the processors too.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 })

describe('startControlPlane()', () => {
  it('names the program that is missing', async () => {
    vi.stubEnv('SLIPWAY_TESTBED', '/nowhere')
    vi.stubEnv('PATH', '')
    await expect(startControlPlane()).rejects.toMatchObject({
      code: 'program-missing',
      message: expect.stringContaining('"etcd"') as string,
    })
    vi.unstubAllEnvs()
  })
})

describeWith(['testbed'], 'startControlPlane() with the real programs', () => {
  let controlPlane: ControlPlane
  beforeAll(async () => void (controlPlane = await startControlPlane()))
  afterAll(() => controlPlane?.stop())

  it('schedules the pods of a Deployment and lets them become ready', async () => {
    await applyObjects(controlPlane.objects, [deployment])
    const [found] = await waitForObjects<V1Deployment>(
      controlPlane,
      { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default' },
      ([web]) => web?.status?.availableReplicas === 2,
    )
    expect(found?.metadata?.name).toBe('web')
  })

  it('waitForObjects() tells what there was when the time is over', async () => {
    const query = { apiVersion: 'v1', kind: 'Node' }
    await expect(waitForObjects(controlPlane, query, () => false, 0.2)).rejects.toMatchObject({
      code: 'deadline-passed',
      message: expect.stringContaining('"node-1"') as string,
    })
  })

  it('stop() leaves neither a process nor a file', async () => {
    const second = await startControlPlane()
    const pids = second.programs.pids()
    await second.stop()
    expect(pids).toHaveLength(5)
    expect(second.programs.pids()).toEqual([])
    expect(existsSync(second.kubeconfig)).toBe(false)
    await expect(second.core.listNamespace()).rejects.toThrow(/fetch failed|ECONNREFUSED/)
  })
})

const labels = { app: 'web' }
const deployment: V1Deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'default' },
  spec: {
    replicas: 2,
    selector: { matchLabels: labels },
    template: { metadata: { labels }, spec: { containers: [{ name: 'web', image: 'example.test/web:1' }] } },
  },
}
