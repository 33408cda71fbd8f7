import type { KubernetesObject } from '@kubernetes/client-node'

type Settings = KubernetesObject & { data?: Record<string, string>; stringData?: Record<string, string> }

/** The namespace and the settings objects without which Argo CD's controllers do not start, found by their label. */
export function argoCdSettings(namespace: string): KubernetesObject[] {
  const metadata = (name: string) => ({ name, namespace, labels: { 'app.kubernetes.io/part-of': 'argocd' } })
  const configMap = (name: string, data: Record<string, string> = {}): Settings => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: metadata(name),
    data,
  })
  const secret: Settings = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: metadata('argocd-secret'),
    // argocd-server, which would use them, is not started.
    stringData: {
      'server.secretkey': 'unused',
      'admin.password': 'unused',
      'admin.passwordMtime': '2026-01-01T00:00:00Z',
    },
  }
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    configMap('argocd-cm', { 'timeout.reconciliation': '2s', 'timeout.reconciliation.jitter': '0s' }),
    ...['rbac', 'cmd-params', 'ssh-known-hosts', 'tls-certs', 'gpg-keys'].map((name) =>
      configMap(`argocd-${name}-cm`),
    ),
    secret,
  ]
}
