import { readNxJson, type GeneratorCallback, type Tree } from '@nx/devkit'
import { apiFile, environmentFiles, type ConfigRepoFiles, type NewEnvironment } from '@slipway/config-repo'
import path from 'node:path/posix'
import { readPluginOptions } from '../../options/plugin-options.ts'
import { SlipwayError } from '../../slipway-error.ts'
import { changeConfigRepo } from '../config-repo/change-config-repo.ts'
import { listNames, readSettingsText, type ListedNames } from '../config-repo/listed-names.ts'
import { tellProblems } from '../tell-problems.ts'
import { permitNamespace, projectPath } from './permit-namespace.ts'

/** What a user says to `nx g slipway:environment`. */
export interface EnvironmentGeneratorOptions {
  name: string
  from?: string
  namespace?: string
  replicas?: number
}

/** `nx g slipway:environment`: a further environment, with an overlay for every service. */
export default tellProblems(generateEnvironment)

async function generateEnvironment(
  tree: Tree,
  options: EnvironmentGeneratorOptions,
): Promise<GeneratorCallback | undefined> {
  const { configRepo } = readPluginOptions(readNxJson(tree) ?? {})
  return changeConfigRepo(tree, configRepo, {
    change: (files) => describeEnvironment(files, options),
    message: `Add the environment ${options.name}`,
  })
}

async function describeEnvironment(
  files: ConfigRepoFiles,
  { from, ...wanted }: EnvironmentGeneratorOptions,
): Promise<Record<string, string>> {
  const names = await listNames(files)
  requireFreeName(names, wanted.name)
  const changes = environmentFiles({
    ...wanted,
    settings: await readSettingsText(files),
    services: servicesOf(names),
    apis: await findApis(files),
    from: from === undefined ? undefined : { name: from, files: await readFolder(files, `overlays/${from}`) },
  })
  return { ...changes, ...(await permit(files, wanted.namespace ?? wanted.name)) }
}

/** Names of projects that are no overlays begin with these, and an overlay's with its environment. */
const reserved = new Set(['base', 'component'])

function requireFreeName({ overlays }: ListedNames, name: string): void {
  if (!reserved.has(name) && !overlays.has(name)) return
  const reason = reserved.has(name)
    ? 'other projects of the config repo have names that begin so'
    : `"overlays/${name}" is there already`
  throw new SlipwayError('taken', `Cannot add the environment "${name}": ${reason}`)
}

function servicesOf({ bases, overlays }: ListedNames): string[] {
  const services = [...overlays.values()].flatMap((names) => [...names])
  return [...new Set([...bases, ...services])].toSorted()
}

/** The `api.conf` of each front end in the first environment that has one. */
async function findApis(files: ConfigRepoFiles): Promise<NewEnvironment['apis']> {
  const found = (await files.list(['overlays'])).filter((file) => path.basename(file) === apiFile)
  const texts = await files.read(found)
  const entries = found.map((file) => {
    const [, environment = '', service = ''] = file.split('/')
    return [service, { environment, text: texts.get(file) ?? '' }] as const
  })
  return Object.fromEntries(entries.toReversed())
}

async function readFolder(files: ConfigRepoFiles, folder: string): Promise<Record<string, string>> {
  return Object.fromEntries(await files.read(await files.list([folder])))
}

async function permit(files: ConfigRepoFiles, namespace: string): Promise<Record<string, string>> {
  const text = (await files.read([projectPath])).get(projectPath) ?? ''
  const permitted = permitNamespace(text, namespace)
  return permitted === text ? {} : { [projectPath]: permitted }
}
