// For those who read settings alone: what this loads, every target of a service waits for; the rest brings kustomize-ts along.
export { ConfigRepoError } from '../config-repo-error.ts'
export type { Problem } from '../problem.ts'
export { settingsPath } from '../layout/paths.ts'
export { describeIssue } from '../yaml/describe-issue.ts'
export { readSettings, type Settings } from './settings.ts'
