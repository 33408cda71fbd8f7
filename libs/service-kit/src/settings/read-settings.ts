import type { z } from 'zod'
import { ServiceError, type SettingProblem } from '../service-error.ts'
import { baseSettings, type BaseSettings } from './base-settings.ts'

/** Environment variables, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>

/** What reading a service's settings needs to know of it. */
export interface SettingsOwner<Settings> {
  name: string
  port: number
  settings?: z.ZodType<Settings>
}

/**
 * Reads a service's settings. A variable that is set to nothing counts as not set, as Compose and Kubernetes pass it on
 * like that. Throws a `ServiceError` with the code `invalid-settings` that names every wrong variable at once.
 */
export function readSettings<Settings>(
  service: SettingsOwner<Settings>,
  environment: Environment,
): BaseSettings & Settings {
  const variables = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const base = baseSettings(service.port).safeParse(variables)
  const own = service.settings?.safeParse(variables)
  const problems = [...findProblems(base, variables), ...(own ? findProblems(own, variables) : [])]
  if (!base.success || own?.success === false) throw refuse(service.name, problems)
  return { ...base.data, ...own?.data } as BaseSettings & Settings
}

function findProblems(result: z.ZodSafeParseResult<unknown>, variables: Environment): SettingProblem[] {
  return (result.error?.issues ?? []).map(({ path: [variable = ''], message }) => ({
    variable: String(variable),
    message: variables[String(variable)] === undefined ? 'is required' : message,
  }))
}

function refuse(name: string, problems: SettingProblem[]): ServiceError {
  const list = problems.map(({ variable, message }) => `${variable}: ${message}`).join('; ')
  return new ServiceError('invalid-settings', `Cannot start "${name}" with this environment: ${list}`, {
    problems,
  })
}
