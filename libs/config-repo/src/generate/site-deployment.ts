import { configMapName } from './config-map-name.ts'
import { containerSecurity, podSecurity } from './pod-security.ts'
import { probe } from './probe.ts'
import type { ServiceDescription } from './service-description.ts'

/** Where the image of a front end looks for what differs between environments. */
const environmentFolder = '/app/server/environment'

/**
 * The Deployment of a front end that nginx serves. It reads no environment variables: what differs is a file, mounted from
 * the overlay's config map. nginx closes its ports as soon as it is told to stop, so the pod waits before it is told.
 */
export function siteDeployment(service: ServiceDescription): object {
  const { name } = service
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      template: {
        spec: {
          ...podSecurity,
          terminationGracePeriodSeconds: 30,
          containers: [container(service)],
          volumes: [
            { name: 'environment', configMap: { name: configMapName(name) } },
            { name: 'tmp', emptyDir: { sizeLimit: '64Mi' } },
          ],
        },
      },
    },
  }
}

function container({ name, port, probes, resources }: ServiceDescription): object {
  return {
    name,
    image: name,
    ports: [{ name: 'http', containerPort: port }],
    volumeMounts: [
      { name: 'environment', mountPath: environmentFolder, readOnly: true },
      { name: 'tmp', mountPath: '/tmp' },
    ],
    readinessProbe: probe(probes?.readiness ?? '/ready', 'http', {
      initialDelaySeconds: 1,
      periodSeconds: 10,
    }),
    livenessProbe: probe(probes?.liveness ?? '/health', 'http', {
      initialDelaySeconds: 15,
      periodSeconds: 20,
    }),
    lifecycle: { preStop: { sleep: { seconds: 5 } } },
    resources: resources ?? {
      requests: { cpu: '50m', memory: '32Mi' },
      limits: { cpu: '200m', memory: '128Mi' },
    },
    securityContext: containerSecurity,
  }
}
