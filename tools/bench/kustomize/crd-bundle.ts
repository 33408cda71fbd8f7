import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'

const wantedBytes = 5_000_000

/** Writes a folder with a bundle of custom resource definitions of 5 MB, as operators ship them. */
export async function writeCrdBundle(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const definitions: string[] = []
  for (let bytes = 0; bytes < wantedBytes;) {
    const text = definition(definitions.length)
    definitions.push(text)
    bytes += text.length
  }
  await writeFile(path.join(folder, 'crds.yaml'), definitions.join('---\n'))
  await writeFile(path.join(folder, 'kustomization.yaml'), 'resources:\n  - crds.yaml\n')
}

function definition(index: number): string {
  const properties = Array.from({ length: 60 }, (_, field) => property(`field${field}`, field)).join('')
  return `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  annotations:
    controller-gen.kubebuilder.io/version: v0.16.5
  name: widgets${index}.bench.example
spec:
  group: bench.example
  names:
    kind: Widget${index}
    listKind: Widget${index}List
    plural: widgets${index}
    singular: widget${index}
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          description: Widget${index} is a part of the benchmark
          type: object
          properties:
${properties}`
}

function property(name: string, index: number): string {
  return `            ${name}:
              description: |-
                ${name} says how many of the things that this definition is about are wanted, and where they are put.
                It must be a number that is greater than the one before: "${index}" is taken as it is.

                More info: https://bench.example/concepts/${name}#details
              type: object
              required:
                - first
              properties:
                first:
                  description: 'First is the first one: no other comes before it.'
                  type: string
                  pattern: ^[a-z0-9]([-a-z0-9]*[a-z0-9])?$
                  maxLength: ${index + 1}
                second:
                  description: Second is optional; it defaults to what the controller finds when it begins, which is often enough
                  type: array
                  items:
                    type: string
                  x-kubernetes-list-type: atomic
                third:
                  anyOf:
                    - type: integer
                    - type: string
                  default: ${index % 2 === 0 ? '"on"' : '10'}
                  x-kubernetes-int-or-string: true
`
}
