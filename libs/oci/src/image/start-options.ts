import type { RunConfig } from '../spec/image-config.ts'

/** How a container of the image starts. What is not given is as in the base. */
export interface StartOptions {
  entrypoint?: string[]
  /** Arguments of the entry point. A new entry point without them has none, as in a Dockerfile. */
  cmd?: string[]
  /** A numeric user, and group if wanted: "65532:65532". */
  user?: string
  workingDir?: string
  /** What asks the process to end, where it is not SIGTERM: "SIGQUIT". */
  stopSignal?: string
  /** Added to the base's, by name. */
  env?: Record<string, string>
  /** TCP ports, for the reader: they open nothing. */
  exposedPorts?: number[]
  /** Added to the base's, by name. */
  labels?: Record<string, string>
}

/** What describes the base does not describe an image on top of it (OCI image specification, "annotations"). */
const describesBase = /^org\.opencontainers\.image\./

/** The run config of an image on top of its base's. */
export function applyStartOptions(base: RunConfig, options: StartOptions): RunConfig {
  const { entrypoint, cmd, user, workingDir, env, exposedPorts, stopSignal } = options
  const { Cmd, Labels, ...rest } = base
  const labels = mergeLabels(Labels, options.labels)
  const args = cmd ?? (entrypoint ? undefined : Cmd)
  return {
    ...rest,
    ...(entrypoint && { Entrypoint: entrypoint }),
    ...(args && { Cmd: args }),
    ...(user !== undefined && { User: user }),
    ...(workingDir !== undefined && { WorkingDir: workingDir }),
    ...(stopSignal !== undefined && { StopSignal: stopSignal }),
    ...(env && { Env: mergeEnvironment(base.Env ?? [], env) }),
    ...(exposedPorts && { ExposedPorts: mergePorts(base.ExposedPorts, exposedPorts) }),
    ...(labels && { Labels: labels }),
  }
}

function mergeEnvironment(base: readonly string[], added: Record<string, string>): string[] {
  const kept = base.filter((entry) => !Object.hasOwn(added, entry.split('=', 1)[0] ?? ''))
  // In order, because the order of an object's keys is no input.
  const own = Object.entries(added).map(([name, value]) => `${name}=${value}`)
  return [...kept, ...own.toSorted()]
}

function mergePorts(base: RunConfig['ExposedPorts'], added: readonly number[]): Record<string, object> {
  return { ...base, ...Object.fromEntries(added.map((port) => [`${port}/tcp`, {}])) }
}

function mergeLabels(
  base: RunConfig['Labels'],
  added: Record<string, string> = {},
): Record<string, string> | undefined {
  const kept = Object.entries(base ?? {}).filter(([name]) => !describesBase.test(name))
  const labels = { ...Object.fromEntries(kept), ...added }
  return Object.keys(labels).length > 0 ? labels : undefined
}
