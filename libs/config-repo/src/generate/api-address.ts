import type { Environment } from '../settings/settings.ts'

/** The file of a front end's overlay that says where `/api/` leads. */
export const apiFile = 'api.conf'

/** A service of the same environment. */
export interface ApiService {
  service: string
  port: number
}

/**
 * Lines for nginx that name the service behind a front end in one environment. They have its full name, as nginx asks the
 * cluster's name server by itself, without the search domains of a pod.
 */
export function apiAddress({ service, port }: ApiService, { name, namespace }: Environment): string {
  return `# Where /api/ leads in ${name}. Another address needs no other image: the pods are replaced, as the config map's name changes.
resolver kube-dns.kube-system.svc.cluster.local valid=10s;
resolver_timeout 2s;
set $api http://${service}${domain(namespace)}:${port};
`
}

/** The same address in another environment, where it was in the namespace of the first. */
export function moveApiAddress(text: string, from: Environment, to: Environment): string {
  return text
    .replaceAll(domain(from.namespace), domain(to.namespace))
    .replace(`# Where /api/ leads in ${from.name}.`, `# Where /api/ leads in ${to.name}.`)
}

function domain(namespace: string): string {
  return `.${namespace}.svc.cluster.local`
}
