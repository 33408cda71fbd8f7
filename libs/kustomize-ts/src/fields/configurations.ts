import type { Target } from '../target/target.ts'
import {
  defaultConfiguration,
  emptyConfiguration,
  makeConfiguration,
  mergeConfigurations,
  sortConfiguration,
  type Configuration,
} from '../configuration/configuration.ts'
import { list } from '../kustomization/decode.ts'
import { struct } from '../kustomization/decode-struct.ts'
import { decodeStrictly } from '../kustomization/decode-document.ts'
import { emptyStruct } from '../kustomization/empty-struct.ts'
import { toFieldSpec } from '../kustomization/field-spec-entry.ts'
import { fieldSpec, gvkFields } from '../kustomization/kustomization.ts'
import { locate, locateInFile } from '../kustomize-error.ts'
import { parseConfiguration } from '../yaml/parse-configuration.ts'

const fieldSpecs = list(fieldSpec, emptyStruct)
const nameReference = struct({ ...gvkFields, fieldSpecs })

const configuration = struct({
  namePrefix: fieldSpecs,
  nameSuffix: fieldSpecs,
  namespace: fieldSpecs,
  commonLabels: fieldSpecs,
  labels: fieldSpecs,
  templateLabels: fieldSpecs,
  volumeClaimTemplateLabels: fieldSpecs,
  commonAnnotations: fieldSpecs,
  varReference: fieldSpecs,
  images: fieldSpecs,
  replicas: fieldSpecs,
  nameReference: list(nameReference, emptyStruct),
})

/** `configurations`: files that say which fields transformers touch, besides the default ones. */
export function readConfigurations(target: Target): Configuration {
  const { fields, positionOf } = target.kustomization
  let added = emptyConfiguration
  for (const [index, path] of (fields.configurations ?? []).entries()) {
    const read = locate(positionOf('configurations', index), () => readConfiguration(target, path))
    added = locate(positionOf('configurations', index), () => mergeConfigurations(added, read))
  }
  return locate(positionOf('configurations'), () => mergeConfigurations(defaultConfiguration, added))
}

function readConfiguration(target: Target, path: string): Configuration {
  const file = target.loader.resolveFile(path)
  return locateInFile(file, () => decodeConfiguration(target.loader.readText(path), file))
}

function decodeConfiguration(text: string, file: string): Configuration {
  const document = parseConfiguration(text)
  if (document === undefined) return emptyConfiguration
  const entry = decodeStrictly(document, configuration, file)
  const references = (entry?.nameReference ?? []).map(
    ({ group = '', version = '', kind = '', fieldSpecs: specs = [] }) => ({
      group,
      version,
      kind,
      fieldSpecs: specs.map(toFieldSpec),
    }),
  )
  return sortConfiguration(makeConfiguration((name) => (entry?.[name] ?? []).map(toFieldSpec), references))
}
