import {
  copyWorkspace,
  describeWith,
  git,
  registryUser,
  startRegistry,
  temporaryDirectory,
  type Registry,
  type WorkspaceCopy,
} from '@slipway/testing'
import { readFileSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { runJob } from './run-job.ts'
import { readWorkflows, workflowsFolder, type Job } from './workflow.ts'

const workflows = await readWorkflows(path.resolve(import.meta.dirname, '../..'))

describeWith(['registry'], 'the scripts of the workflows', () => {
  let workspace: WorkspaceCopy
  let scratch: string
  let installed: string | undefined
  let registry: Registry

  beforeAll(async () => {
    workspace = await copyWorkspace()
    scratch = await temporaryDirectory()
    registry = await startRegistry({ authenticated: true })
    await replace('config-repo/slipway.yaml', /^registry: .*$/m, `registry: ${registry.host}/sample`)
    await replace('apps/metadata-service/src/main.ts', /$/, '// The change of this pull request.\n')
    await git(workspace.directory, 'commit', '--quiet', '--all', '--message=Change the metadata service')
    return () => registry.stop()
  }, 600_000)

  it('ci checks, tests, builds and renders what a pull request reaches', async () => {
    const head = await git(workspace.directory, 'rev-parse', 'HEAD')
    const base = await git(workspace.directory, 'rev-parse', 'HEAD~1')
    const event = 'github.event.pull_request.base.sha || github.event.merge_group.base_sha'
    await run(job('ci', 'check'), {})
    const expressions = { [event]: base, 'github.sha': head, 'github.token': 'x' }
    const [, affected, checked] = await run(job('ci', 'affected'), expressions)
    expect(affected).toContain('metadata-service:image')
    expect(checked).toContain('0 problems')
    const [gate] = await run(job('ci', 'gate'), { "join(needs.*.result, ' ')": 'success success' })
    expect(gate).toContain('success')
  }, 600_000)

  it('the gate of ci fails when a job was skipped', async () => {
    const results = { "join(needs.*.result, ' ')": 'success skipped' }
    await expect(run(job('ci', 'gate'), results)).rejects.toMatchObject({ exitCode: 1 })
  })

  it('publish makes one commit for everybody who clones the config repo, then one for the next change only', async () => {
    await git(workspace.directory, 'push', '--quiet', 'origin', 'main')
    expect(await publish()).toEqual(['computation-service', 'metadata-service'].flatMap(filesOfRelease))
    await git(workspace.directory, 'pull', '--quiet', 'origin', 'main')
    await replace('apps/metadata-service/src/metadata/sources.ts', /'Alice'/, "'Grace'")
    await git(workspace.directory, 'commit', '--quiet', '--all', '--message=Change it again')
    await git(workspace.directory, 'push', '--quiet', 'origin', 'main')
    expect(await publish()).toEqual(filesOfRelease('metadata-service'))
  }, 600_000)

  it('resume ends a hold whose time is over, and then has nothing to do', async () => {
    await git(workspace.directory, 'pull', '--quiet', 'origin', 'main')
    const file = 'config-repo/overlays/staging/metadata-service/release.yaml'
    const hold = 'hold:\n  reason: The sale\n  since: 2026-01-01T00:00:00Z\n  until: 2026-01-02T00:00:00Z\n'
    await replace(file, /$/, hold)
    await git(workspace.directory, 'commit', '--quiet', '--all', '--message=Hold it')
    await git(workspace.directory, 'push', '--quiet', 'origin', 'main')
    await run(job('resume', 'resume'), { 'github.token': 'x' })
    expect(await git(workspace.origin, 'show', `main:${file}`)).not.toContain('hold')
    const [, again] = await run(job('resume', 'resume'), { 'github.token': 'x' })
    expect(again).toContain('nothing to resume')
  }, 600_000)

  it('a release tag becomes a pull request that promotes what runs in staging, once', async () => {
    await git(workspace.directory, 'pull', '--quiet', 'origin', 'main')
    const said = path.join(scratch, 'gh')
    // GitHub itself cannot be had: this writes down what it is asked, and has one pull request once that was made.
    await writeFile(said, '')
    const answer = `if [ "$2" = list ]; then grep -c create ${said}; else echo "$1 $2" >> ${said}; fi; true`
    await writeProgram('gh', answer)
    const before = await git(workspace.origin, 'rev-parse', 'main')
    const ref = { GITHUB_REF: 'refs/tags/v1.2.0' }
    await run(job('publish', 'promote'), { 'github.token': 'x' }, ref)
    await run(job('publish', 'promote'), { 'github.token': 'x' }, ref)
    expect(await readFile(said, 'utf8')).toBe('pr create\npr edit\n')
    expect(await git(workspace.origin, 'rev-parse', 'main')).toBe(before)
    const branches = await git(workspace.origin, 'for-each-ref', '--format=%(refname)', 'refs/heads/')
    const branch = branches.split('\n').find((name) => name !== 'refs/heads/main')
    const release = await git(
      workspace.origin,
      'show',
      `${branch}:config-repo/overlays/production/metadata-service/release.yaml`,
    )
    expect(release).toContain('release: v1.2.0')
    expect(await readFile(path.join(scratch, 'body.md'), 'utf8')).toContain('metadata-service')
  }, 600_000)

  /** Runs the workflow, clones the repository anew, and gives the files of the one commit that came. */
  async function publish(): Promise<string[]> {
    const source = await git(workspace.origin, 'rev-parse', 'main')
    // Git does not use it on file transport, the registry does.
    const outputs = await run(job('publish', 'publish'), { 'github.token': registryUser.password })
    expect(outputs.join('\n')).not.toContain(registryUser.password)
    const clone = await temporaryDirectory()
    await git(clone, 'clone', '--quiet', workspace.origin, '.')
    expect(await git(clone, 'rev-parse', 'HEAD~1')).toBe(source)
    await git(clone, 'fetch', '--quiet', 'origin', 'refs/slipway/staging/slipway-workspace')
    expect(await git(clone, 'log', '-1', '--format=%B', 'FETCH_HEAD')).toContain(source)
    return (await git(clone, 'diff', '--name-only', 'HEAD~1', 'HEAD')).split('\n')
  }

  /** Puts a program first on PATH. */
  async function writeProgram(name: string, script: string): Promise<void> {
    const file = path.join(scratch, 'bin', name)
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  }

  function run(
    of: Job,
    expressions: Record<string, string>,
    more: Record<string, string> = {},
  ): Promise<string[]> {
    const env = {
      GITHUB_REF: 'refs/heads/main',
      RUNNER_TEMP: scratch,
      PATH: `${path.join(scratch, 'bin')}${path.delimiter}${process.env['PATH']}`,
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_ACTOR: registryUser.username,
      DOCKER_CONFIG: path.join(scratch, 'docker'),
      NX_DAEMON: 'false',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
      // The projects' own tests run in here: without the programs that only some machines have.
      DOCKER_HOST: 'tcp://127.0.0.1:1',
      SLIPWAY_TESTBED: '',
      SLIPWAY_TEST_REQUIRE: '',
      ...more,
    }
    const replaced = { REGISTRY: registry.host }
    return runJob(of, { workTree: workspace.directory, scratch, env, expressions, replaced, isDone })
  }

  // Every job installs what the same lockfile says, on a machine of its own: here it is there after the first.
  function isDone(script: string): boolean {
    if (script !== 'npm ci') return false
    const lockfile = readFileSync(path.join(workspace.directory, 'package-lock.json'), 'utf8')
    const isThere = lockfile === installed
    installed = lockfile
    return isThere
  }

  async function replace(file: string, pattern: RegExp, replacement: string): Promise<void> {
    const absolute = path.join(workspace.directory, file)
    await writeFile(absolute, (await readFile(absolute, 'utf8')).replace(pattern, replacement))
  }
})

function job(workflow: string, name: string): Job {
  const found = workflows.get(`${workflowsFolder}/${workflow}.yml`)?.jobs[name]
  if (!found) throw new Error(`There is no job "${name}" in ${workflow}.yml`)
  return found
}

function filesOfRelease(service: string): string[] {
  return ['kustomization.yaml', 'release.yaml'].map(
    (file) => `config-repo/overlays/staging/${service}/${file}`,
  )
}
