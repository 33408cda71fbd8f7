import {
  anything,
  boolean,
  filledList,
  integer,
  list,
  string,
  stringMap,
  strings,
  withQuotes,
} from './decode.ts'
import { struct, type Struct } from './decode-struct.ts'
import { emptyStruct } from './empty-struct.ts'

const quoted = withQuotes(string)
/** Fields that name a kind. */
export const gvkFields = { group: quoted, version: quoted, kind: quoted }

/** Fields of a field specification. */
export const fieldSpec = struct({ ...gvkFields, path: string, create: boolean })
export type FieldSpecEntry = Struct<
  { [Name in 'group' | 'version' | 'kind' | 'path']: typeof string } & { create: typeof boolean }
>

/** A selector of resources; each part is a regular expression, empty parts match anything. */
export const selector = struct({
  ...gvkFields,
  name: quoted,
  namespace: quoted,
  annotationSelector: string,
  labelSelector: string,
})
export type SelectorEntry = NonNullable<ReturnType<typeof selector>>

/** A patch, inline or by path, and what it is for. */
export const patch = struct({
  path: string,
  patch: string,
  target: selector,
  options: struct({ allowNameChange: boolean, allowKindChange: boolean }),
})
export type PatchEntry = NonNullable<ReturnType<typeof patch>>

/** A change of images. */
export const image = struct({
  name: string,
  newName: string,
  tagSuffix: string,
  newTag: string,
  digest: string,
})
export type ImageRule = NonNullable<ReturnType<typeof image>>

/** A number of replicas. */
export const replica = struct({ name: string, count: integer })
export type ReplicaEntry = NonNullable<ReturnType<typeof replica>>

const generatorOptions = struct({
  labels: stringMap,
  annotations: stringMap,
  disableNameSuffixHash: boolean,
  immutable: boolean,
})
export type GeneratorOptions = NonNullable<ReturnType<typeof generatorOptions>>

/** Fields of a config map's generator. */
export const configMapFields = {
  namespace: quoted,
  name: quoted,
  behavior: quoted,
  literals: withQuotes(strings),
  files: withQuotes(strings),
  envs: withQuotes(strings),
  env: quoted,
  options: withQuotes(generatorOptions),
}
const configMap = struct(configMapFields)
/** Fields of a secret's generator. */
export const secretFields = { ...configMapFields, type: quoted }
const secret = struct(secretFields)
export type SecretEntry = NonNullable<ReturnType<typeof secret>>
export type ConfigMapEntry = NonNullable<ReturnType<typeof configMap>>

const label = struct({
  pairs: stringMap,
  includeSelectors: boolean,
  includeTemplates: boolean,
  includeVolumeClaimTemplates: boolean,
  fields: list(fieldSpec, emptyStruct),
})
export type LabelEntry = NonNullable<ReturnType<typeof label>>

const fieldOptions = struct({ delimiter: string, index: integer, encoding: string, create: boolean })
export type FieldOptions = NonNullable<ReturnType<typeof fieldOptions>>

const replacementFields = {
  source: struct({ ...gvkFields, name: quoted, namespace: quoted, fieldPath: string, options: fieldOptions }),
  targets: list(
    struct({
      select: selector,
      reject: filledList(selector, emptyStruct),
      fieldPaths: strings,
      options: fieldOptions,
    }),
    emptyStruct,
  ),
  sourceValue: string,
}

/** A replacement: a source and the fields that get its value. */
export const replacement = struct(replacementFields)
/** A list of replacements. */
export const replacements = list(replacement, emptyStruct)
export type ReplacementEntry = NonNullable<ReturnType<typeof replacement>>
/** A replacement, or the file that holds some. */
export const replacementOrPath = struct({
  source: withQuotes(replacementFields.source),
  targets: withQuotes(replacementFields.targets),
  sourceValue: quoted,
  path: string,
})
export type ReplacementOrPath = NonNullable<ReturnType<typeof replacementOrPath>>

/** A variable: its name, and the field that has its value. */
export const variable = struct({
  name: string,
  objref: struct({ apiVersion: string, ...gvkFields, name: string, namespace: string }),
  fieldref: struct({ fieldPath: string }),
})
export type VariableEntry = NonNullable<ReturnType<typeof variable>>

const sortOptions = struct({
  order: string,
  legacySortOptions: struct({ orderFirst: strings, orderLast: strings }),
})
export type SortOptions = NonNullable<ReturnType<typeof sortOptions>>

/** Metadata of a kustomization or a plugin. */
export const metadata = struct({ name: string, namespace: string, labels: stringMap, annotations: stringMap })

/** All fields of a Kustomization and of a Component. */
export const kustomization = struct({
  apiVersion: string,
  kind: string,
  metadata,
  openapi: stringMap,
  namePrefix: string,
  nameSuffix: string,
  namespace: string,
  commonLabels: stringMap,
  labels: list(label, emptyStruct),
  commonAnnotations: stringMap,
  patchesStrategicMerge: strings,
  patchesJson6902: list(patch, emptyStruct),
  patches: list(patch, emptyStruct),
  images: list(image, emptyStruct),
  imageTags: list(image, emptyStruct),
  replacements: list(replacementOrPath, emptyStruct),
  replicas: list(replica, emptyStruct),
  vars: list(variable, emptyStruct),
  sortOptions,
  resources: strings,
  components: strings,
  crds: strings,
  bases: strings,
  configMapGenerator: list(configMap, emptyStruct),
  secretGenerator: list(secret, emptyStruct),
  helmGlobals: struct({ chartHome: string, configHome: string }),
  helmCharts: list(anything, () => null),
  helmChartInflationGenerator: list(anything, () => null),
  generatorOptions,
  configurations: strings,
  generators: strings,
  transformers: strings,
  validators: strings,
  buildMetadata: strings,
})
export type KustomizationFields = NonNullable<ReturnType<typeof kustomization>>
