/** What the files, dependencies and options of one builder are. */
export interface BuilderInputs {
  /** Options that shape the image. */
  readonly options: Readonly<Record<string, unknown>>
  /** Files that count byte for byte: path, mode, id of the blob. */
  readonly files: readonly (readonly [path: string, mode: string, oid: string])[]
  /** Files of which only some fields count: path and those fields. */
  readonly facts: readonly (readonly [path: string, fields: unknown])[]
  /** Packages from a registry: `name@version` and integrity. */
  readonly dependencies: readonly (readonly [id: string, integrity: string])[]
  /** Folders of those packages, relative to the workspace root; `undefined` when the lockfile does not tell. */
  readonly installed: readonly string[] | undefined
}
