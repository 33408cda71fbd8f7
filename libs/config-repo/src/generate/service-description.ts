import type { ApiService } from './api-address.ts'

/** What the base of a service is made from. */
export interface ServiceDescription {
  /** A DNS label: also the name of the Deployment, the Service and the container. */
  name: string
  /** Port the container listens on, and the Service too. */
  port: number
  /** Port of metrics and probes, when the service has one of its own for them, as those made with service-kit do. */
  adminPort?: number | undefined
  /** Of a front end that nginx serves: where its `/api/` leads. */
  api?: ApiService | undefined
  /** Owner: the label `team`. */
  team?: string | undefined
  /** Paths of the probes; `/ready` and `/health` when left out. */
  probes?: { readiness?: string | undefined; liveness?: string | undefined } | undefined
  resources?: { requests: Quantities; limits: Quantities } | undefined
  /** Environment variables that are the same everywhere, beside `PORT`. */
  variables?: Record<string, string> | undefined
}

/** Amounts as Kubernetes writes them: `100m`, `128Mi`. */
export interface Quantities {
  cpu: string
  memory: string
}
