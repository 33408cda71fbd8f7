import { GitError } from '../git-error.ts'
import { withoutCredentials } from './without-credentials.ts'
import { classify, explain, reasonOf } from './classify.ts'
import { runProgram, type ProgramInput } from './run-program.ts'

/** Where and with what Git runs. */
export interface GitContext {
  readonly directory: string
  /** Variables beside those that this process has; `undefined` takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Ends a running command; what it was for is thrown as `aborted`. */
  readonly signal?: AbortSignal
}

/** What one command needs beside its arguments. */
export interface GitCommand {
  /** What it is for, as in "Cannot <purpose>: …". */
  readonly purpose: string
  readonly input?: ProgramInput
  /** Options before the command's name. */
  readonly config?: Readonly<Record<string, string>>
  /** The same, for values that no list of processes may show. */
  readonly secretConfig?: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Statuses that are answers, not failures; only 0 when left out. */
  readonly answers?: readonly number[]
  /** In a process group of its own, so that it comes to its end when that of this process is killed. */
  readonly outlives?: boolean
}

/** What a command that did not fail gave. */
export interface GitResult {
  readonly stdout: Buffer
  readonly stderr: string
  readonly exitCode: number
}

/** Runs Git with an array of arguments, never through a shell. Throws GitError. */
export async function runGit(
  context: GitContext,
  args: readonly string[],
  command: GitCommand,
): Promise<GitResult> {
  const { options, env } = optionsOf(command)
  const result = await runProgram('git', [...options, ...args], {
    directory: context.directory,
    env: environmentOf(context, { ...command.env, ...env }),
    input: command.input ?? '',
    signal: context.signal,
    detached: command.outlives ?? false,
  })
  const stderr = withoutCredentials(result.stderr.toString('utf8')).trimEnd()
  const { stdout, exitCode } = result
  if (exitCode !== undefined && (command.answers ?? [0]).includes(exitCode)) {
    return { stdout, stderr, exitCode }
  }
  throw failure(args, command, { ...result, stderr })
}

/** As `runGit`, for a command whose output is text; without the last line end. */
export async function runGitText(
  context: GitContext,
  args: readonly string[],
  command: GitCommand,
): Promise<string> {
  const { stdout } = await runGit(context, args, command)
  return stdout.toString('utf8').replace(/\n$/, '')
}

/** What a program that is run for a context finds in its environment. */
export function environmentOf(
  { env }: GitContext,
  more: Readonly<Record<string, string | undefined>> = {},
): Record<string, string | undefined> {
  return { ...process.env, ...fixedEnvironment, ...env, ...more }
}

/** The options before the command's name, and the variables that some of them take their values from. */
export function optionsOf({ config, secretConfig }: Pick<GitCommand, 'config' | 'secretConfig'>): {
  options: string[]
  env: Record<string, string>
} {
  const open = Object.entries({ ...fixedConfig, ...config }).flatMap(([key, value]) => [
    '-c',
    `${key}=${value}`,
  ])
  const secret = Object.entries(secretConfig ?? {}).map(
    ([key, value], index) => [key, value, `SLIPWAY_GIT_CONFIG_${index}`] as const,
  )
  return {
    options: [...open, ...secret.map(([key, , variable]) => `--config-env=${key}=${variable}`)],
    env: Object.fromEntries(secret.map(([, value, variable]) => [variable, value])),
  }
}

/** Hooks and background work are for people's repositories, not for a publish. */
const fixedConfig = {
  'core.hooksPath': '/dev/null',
  'gc.auto': '0',
  'maintenance.auto': 'false',
  'advice.addEmbeddedRepo': 'false',
}

/**
 * English messages, no questions, paths as they are, and none of the variables that Git sets for its hooks: they would
 * point every command at the repository that the hook runs in.
 */
const fixedEnvironment = {
  LC_ALL: 'C',
  GIT_TERMINAL_PROMPT: '0',
  GIT_LITERAL_PATHSPECS: '1',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_DIR: undefined,
  GIT_WORK_TREE: undefined,
  GIT_COMMON_DIR: undefined,
  GIT_INDEX_FILE: undefined,
  GIT_OBJECT_DIRECTORY: undefined,
  GIT_ALTERNATE_OBJECT_DIRECTORIES: undefined,
  GIT_NAMESPACE: undefined,
  GIT_PREFIX: undefined,
  GIT_QUARANTINE_PATH: undefined,
  GIT_SHALLOW_FILE: undefined,
  GIT_GRAFT_FILE: undefined,
  GIT_IMPLICIT_WORK_TREE: undefined,
  GIT_CONFIG: undefined,
  // They do not go together with literal paths.
  GIT_GLOB_PATHSPECS: undefined,
  GIT_NOGLOB_PATHSPECS: undefined,
  GIT_ICASE_PATHSPECS: undefined,
}

interface Failure {
  stderr: string
  exitCode: number | undefined
  wasAborted: boolean
  cause?: NodeJS.ErrnoException
}

function failure(args: readonly string[], { purpose }: GitCommand, found: Failure): GitError {
  const { stderr, exitCode, cause } = found
  const facts = { command: args.map(withoutCredentials), stderr, exitCode }
  const what = `Cannot ${withoutCredentials(purpose)}`
  if (found.wasAborted) return new GitError('aborted', `${what}: it was aborted`, facts)
  if (exitCode !== undefined) {
    const code = classify(stderr)
    return new GitError(code, explain(what, code, reasonOf(stderr)), facts)
  }
  return cause?.code === 'ENOENT'
    ? new GitError('no-git', `${what}: wanted the program "git" on PATH and an existing folder`, {
        ...facts,
        cause,
      })
    : new GitError('failed', `${what}: Git was ended by a signal`, facts)
}
