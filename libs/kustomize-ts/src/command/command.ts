/** What a command has to say, and the status to exit with: 0 or, for every error, 1, as kustomize does. */
export interface CommandOutput {
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: 0 | 1
}

/** What commands see and change outside of the files that a build reads. */
export interface CommandEnvironment {
  /** The folder that relative paths of arguments begin at. */
  readonly currentFolder: string
  readonly writeFile: (path: string, text: string) => void
  /** Creates a folder and those that it lies in, where they are missing. */
  readonly createFolder: (path: string) => void
  readonly isFolder: (path: string) => boolean
  /** Environment variables. */
  readonly variables: Readonly<Record<string, string | undefined>>
}

/** Runs a command with the arguments after its name. Throws `CommandError` and `KustomizeError`, which become text. */
export type RunCommand = (
  args: readonly string[],
  environment: CommandEnvironment,
) => CommandOutput | Promise<CommandOutput>
