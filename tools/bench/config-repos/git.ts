import { execa } from 'execa'

/** A fixed identity and nobody's configuration, so that each run means the same everywhere. */
export const gitEnvironment = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Bench',
  GIT_AUTHOR_EMAIL: 'bench@example.test',
  GIT_COMMITTER_NAME: 'Bench',
  GIT_COMMITTER_EMAIL: 'bench@example.test',
  GIT_TERMINAL_PROMPT: '0',
} as const

/** Runs Git in a folder, with `input` on its standard input, and gives what it printed; rejects when it fails. */
export async function git(folder: string, args: readonly string[], input = ''): Promise<string> {
  const { stdout } = await execa('git', args, { cwd: folder, env: gitEnvironment, input })
  return stdout
}
