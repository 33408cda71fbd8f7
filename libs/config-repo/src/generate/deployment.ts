import { configMapName } from './config-map-name.ts'
import { containerSecurity, podSecurity } from './pod-security.ts'
import { probe } from './probe.ts'
import type { ServiceDescription } from './service-description.ts'

/**
 * The Deployment of a service, fit for the Pod Security Standard `restricted`. The selector and the labels come from
 * the kustomization, and the image's real name from the overlay.
 */
export function deployment(service: ServiceDescription): object {
  const { name } = service
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      template: {
        ...scrapeMetadata(service),
        spec: {
          ...podSecurity,
          containers: [container(service)],
        },
      },
    },
  }
}

function container(service: ServiceDescription): object {
  const { name, port, adminPort, probes, resources, variables } = service
  const admin = adminPort === undefined ? {} : { ADMIN_PORT: String(adminPort) }
  const settings = { PORT: String(port), ...admin, ...variables }
  const probed = adminPort === undefined ? 'http' : 'admin'
  return {
    name,
    image: name,
    ports: containerPorts(service),
    env: Object.entries(settings).map(([key, value]) => ({ name: key, value })),
    envFrom: [{ configMapRef: { name: configMapName(name) } }],
    readinessProbe: probe(probes?.readiness ?? '/ready', probed, 5, 10),
    livenessProbe: probe(probes?.liveness ?? '/health', probed, 15, 20),
    resources: resources ?? {
      requests: { cpu: '100m', memory: '128Mi' },
      limits: { cpu: '200m', memory: '256Mi' },
    },
    securityContext: containerSecurity,
  }
}

function containerPorts({ port, adminPort }: ServiceDescription): object[] {
  const http = { name: 'http', containerPort: port }
  return adminPort === undefined ? [http] : [http, { name: 'admin', containerPort: adminPort }]
}

/** What the scrape configuration of Prometheus' own Helm chart looks for on pods. */
function scrapeMetadata({ adminPort }: ServiceDescription): object {
  if (adminPort === undefined) return {}
  const annotations = {
    'prometheus.io/scrape': 'true',
    'prometheus.io/port': String(adminPort),
    'prometheus.io/path': '/metrics',
  }
  return { metadata: { annotations } }
}
