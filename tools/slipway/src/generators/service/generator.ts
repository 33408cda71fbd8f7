import { installPackagesTask, readNxJson, type GeneratorCallback, type Tree } from '@nx/devkit'
import { readSettings, serviceFiles, type ConfigRepoFiles } from '@slipway/config-repo'
import { readPluginOptions } from '../../options/plugin-options.ts'
import { changeConfigRepo } from '../config-repo/change-config-repo.ts'
import { readSettingsText } from '../config-repo/listed-names.ts'
import { tellProblems } from '../tell-problems.ts'
import { addToCompose } from './add-to-compose.ts'
import { adoptSource } from './adopt-source.ts'
import { createSite } from './create-site.ts'
import { createSource } from './create-source.ts'
import { normalizeOptions } from './normalize-options.ts'
import type { NewService, ServiceGeneratorOptions } from './options.ts'
import { requireFreeFolders } from './require-free-folders.ts'

/**
 * `nx g slipway:service`: a new service or front end, or a folder that is adopted as one, with its base, its overlays and its compose
 * entry. The answer is what remains to do once the files are written: link the new package into `node_modules`, and
 * commit to a config repo elsewhere.
 */
export default tellProblems(generateService)

async function generateService(tree: Tree, options: ServiceGeneratorOptions): Promise<GeneratorCallback> {
  const plugin = readPluginOptions(readNxJson(tree) ?? {})
  const service = normalizeOptions(tree, options, plugin)
  const commit = await changeConfigRepo(tree, plugin.configRepo, {
    change: (files) => describeService(files, service),
    message: `Add the service ${service.name}`,
  })
  addToCompose(tree, service)
  writeSource(tree, service)
  return async () => {
    if (service.image) installPackagesTask(tree, true)
    await commit?.()
  }
}

function writeSource(tree: Tree, service: NewService): void {
  const { image, api } = service
  if (!image) adoptSource(tree, service)
  else if (api) createSite(tree, service, { image, api })
  else createSource(tree, service, image)
}

async function describeService(
  files: ConfigRepoFiles,
  { name, port, adminPort, probes, api }: NewService,
): Promise<Record<string, string>> {
  await requireFreeFolders(files, name)
  const settings = readSettings(await readSettingsText(files))
  return serviceFiles({ ...settings, name, port, adminPort, probes, api })
}
