import { build, type BuildOptions } from '../build.ts'
import { KustomizeError } from '../kustomize-error.ts'
import { memoryReader } from '../reader/memory-reader.ts'

/** Files of a test, by path below the root. */
export type Files = Readonly<Record<string, string>>

/** A reader of files in memory that lie below `/repo`. */
export function readerOf(files: Files) {
  return memoryReader(
    Object.fromEntries(Object.entries(files).map(([path, text]) => [`/repo/${path}`, text])),
  )
}

/** Renders a folder of files in memory. */
export function render(files: Files, folder = '.', options: BuildOptions = {}): string {
  return build(`/repo/${folder}`, { ...options, read: readerOf(files) }).yaml
}

/** Renders one kustomization next to `r.yaml`. */
export function renderOne(kustomization: string, resources: string, more: Files = {}): string {
  return render({
    'kustomization.yaml': `resources: [r.yaml]\n${kustomization}`,
    'r.yaml': resources,
    ...more,
  })
}

/** The error of an action that must fail with one. */
export function errorOf(action: () => unknown): KustomizeError {
  try {
    action()
  } catch (error) {
    if (error instanceof KustomizeError) return error
    throw error
  }
  throw new Error('Wanted a KustomizeError: found none')
}

/** A deployment with one container. */
export const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
      - image: nginx:1
        name: main
`

/** A config map with one key. */
export const configMap = `apiVersion: v1
data:
  key: value
kind: ConfigMap
metadata:
  name: settings
`
