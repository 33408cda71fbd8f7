import path from 'node:path/posix'
import type { Service } from '../../workspace/service.ts'
import type { SourceTree } from '../../workspace/source-tree.ts'
import { publicFolder, serverFolder } from '../static/folders.ts'
import type { BuilderInputs } from './builder-inputs.ts'
import { findOciInputs } from './oci-inputs.ts'
import { findWholeFiles, mergeFiles, withoutModes } from './production-files.ts'

/** What a front end is made of: as a bundled service, and whatever is in its folders that are taken over as they are. */
export async function findStaticInputs(tree: SourceTree, service: Service): Promise<BuilderInputs> {
  const inputs = await findOciInputs(tree, service)
  const folders = [publicFolder, serverFolder].map((folder) => path.join(service.root, folder))
  return {
    ...inputs,
    options: { ...inputs.options, kind: service.kind },
    files: mergeFiles(withoutModes(findWholeFiles(tree, folders)), inputs.files),
  }
}
