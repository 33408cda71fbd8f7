import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'

const environments = ['dev', 'staging', 'production']

/** Writes a config repository of that many services, each for three environments; gives the overlays' folders. */
export async function writeRepository(root: string, services: number): Promise<string[]> {
  const overlays: string[] = []
  await writeFiles(path.join(root, 'components/probes'), componentFiles)
  for (let index = 0; index < services; index += 1) {
    const service = `service-${index}`
    await writeFiles(path.join(root, 'base', service), baseFiles(service))
    for (const environment of environments) {
      const overlay = path.join(root, 'overlays', environment, service)
      await writeFiles(overlay, overlayFiles(service, environment))
      overlays.push(overlay)
    }
  }
  return overlays
}

/** The file that the measurement of a second rendering changes. */
export function changedFile(overlay: string): string {
  return path.join(overlay, 'deployment.patch.yaml')
}

async function writeFiles(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text)
}

function baseFiles(service: string): Record<string, string> {
  return {
    'kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - deployment.yaml
  - service.yaml
labels:
  - pairs:
      app.kubernetes.io/name: ${service}
    includeSelectors: true
configMapGenerator:
  - name: ${service}-config
    literals:
      - LOG_LEVEL=info
      - PORT=8080
`,
    'deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${service}
spec:
  replicas: 1
  revisionHistoryLimit: 3
  template:
    spec:
      # The service needs no token of the API server.
      automountServiceAccountToken: false
      securityContext:
        runAsNonRoot: true
        seccompProfile:
          type: RuntimeDefault
      containers:
        - name: ${service}
          image: ${service}
          ports:
            - name: http
              containerPort: 8080
          envFrom:
            - configMapRef:
                name: ${service}-config
          resources:
            requests:
              cpu: 50m
              memory: 64Mi
            limits:
              memory: 256Mi
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities:
              drop: [ALL]
`,
    'service.yaml': `apiVersion: v1
kind: Service
metadata:
  name: ${service}
spec:
  ports:
    - name: http
      port: 80
      targetPort: http
`,
  }
}

const componentFiles = {
  'kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
patches:
  - target:
      kind: Deployment
    path: probes.yaml
`,
  'probes.yaml': `- op: add
  path: /spec/template/spec/containers/0/readinessProbe
  value:
    httpGet:
      path: /health/ready
      port: http
    periodSeconds: 5
- op: add
  path: /spec/template/spec/containers/0/livenessProbe
  value:
    httpGet:
      path: /health/live
      port: http
`,
}

function overlayFiles(service: string, environment: string): Record<string, string> {
  return {
    'kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: ${environment}
resources:
  - ../../../base/${service}
components:
  - ../../../components/probes
patches:
  - path: deployment.patch.yaml
configMapGenerator:
  - name: ${service}-config
    behavior: merge
    literals:
      - APP_ENV=${environment}
      - LOG_LEVEL=${environment === 'dev' ? 'debug' : 'info'}
images:
  - name: ${service}
    newName: registry.example/acme/${service}
    digest: sha256:${'0123456789abcdef'.repeat(4)}
`,
    'deployment.patch.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${service}
spec:
  replicas: ${environment === 'production' ? 3 : 2}
  template:
    spec:
      containers:
        - name: ${service}
          resources:
            limits:
              memory: 512Mi
          env:
            - name: NODE_ENV
              value: ${environment}
`,
  }
}
