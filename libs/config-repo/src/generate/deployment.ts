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
          ...lifeTimes(service),
          ...podSecurity,
          containers: [container(service)],
        },
      },
    },
  }
}

const usualTimes = {
  readiness: { initialDelaySeconds: 5, periodSeconds: 10 },
  liveness: { initialDelaySeconds: 15, periodSeconds: 20 },
}

/**
 * Of a service made with service-kit. Its readiness may wait `READY_TIMEOUT_MS` (1 s) for a dependency, so the kubelet waits longer;
 * a process at the limit of its processor time answers late, which is no reason to kill it.
 */
const serviceKitTimes = {
  readiness: { ...usualTimes.readiness, timeoutSeconds: 2, failureThreshold: 2 },
  liveness: { ...usualTimes.liveness, timeoutSeconds: 5, failureThreshold: 3 },
}

/** More than the 25 s (`STOP_DEADLINE_MS`) in which service-kit stops or says what kept it from that, its drain delay included. */
const gracePeriodSeconds = 30

function lifeTimes({ adminPort }: ServiceDescription): object {
  return adminPort === undefined ? {} : { terminationGracePeriodSeconds: gracePeriodSeconds }
}

function container(service: ServiceDescription): object {
  const { name, port, adminPort, probes, resources, variables } = service
  const admin = adminPort === undefined ? {} : { ADMIN_PORT: String(adminPort) }
  const settings = { PORT: String(port), ...admin, ...variables }
  const probed = adminPort === undefined ? 'http' : 'admin'
  const { readiness, liveness } = adminPort === undefined ? usualTimes : serviceKitTimes
  return {
    name,
    image: name,
    ports: containerPorts(service),
    env: Object.entries(settings).map(([key, value]) => ({ name: key, value })),
    envFrom: [{ configMapRef: { name: configMapName(name) } }],
    readinessProbe: probe(probes?.readiness ?? '/ready', probed, readiness),
    livenessProbe: probe(probes?.liveness ?? '/health', probed, liveness),
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
