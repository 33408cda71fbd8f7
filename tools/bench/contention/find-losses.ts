import { git } from '../config-repos/git.ts'
import { judgeEnd } from './judge-end.ts'
import { groupOf, servicesOf } from './jobs.ts'
import type { ContentionReport } from './run-contention.ts'

/** A commit of the config repo, as its message tells it and as Git sees it. */
interface Release {
  readonly oid: string
  readonly parents: number
  readonly workspace: string
  readonly environment: string
  readonly source: string
  readonly paths: readonly string[]
}

/** One line for each thing that is not as it has to be; none when nothing was lost. */
export async function findLosses(report: ContentionReport): Promise<string[]> {
  const damage = await git(report.bare, ['fsck', '--strict', '--no-dangling']).then(
    () => [],
    (error: Error) => [`Git finds the repository damaged: ${error.message}`],
  )
  const history = await readHistory(report.bare)
  return [
    ...damage,
    ...judgeAnswers(report, new Set(history.map(({ oid }) => oid))),
    ...judgeHistory(history, report.commits),
    ...(await judgeEnd(report)),
  ]
}

const ends = new Set(['publish', 'nothing to publish', 'superseded'])

/** Every release that was accepted is there, and every job came to a good end. */
function judgeAnswers({ jobs, answers }: ContentionReport, there: ReadonlySet<string>): string[] {
  return answers.flatMap(({ outcome, commit, error }, index) => {
    const job = JSON.stringify(jobs[index])
    if (!ends.has(outcome)) return [`${job} ended with ${outcome}: ${error ?? ''}`]
    return commit === null || there.has(commit)
      ? []
      : [`${job} was accepted as ${commit}, which is not there`]
  })
}

/** One line of commits: no build twice, none older than the one before, none that touches what is not its own. */
function judgeHistory(history: readonly Release[], commits: readonly string[]): string[] {
  const last = new Map<string, number>()
  return history.flatMap((release) => {
    const { oid, parents, workspace, environment, source, paths } = release
    const [group, place] = [groupOf(release), commits.indexOf(source)]
    const before = last.get(group) ?? -1
    last.set(group, place)
    const own = new RegExp(`^overlays/${environment}/(${servicesOf(workspace).join('|')})/`)
    const foreign = paths.filter((path) => !own.test(path))
    return [
      ...(parents === 1 ? [] : [`${oid} has ${parents} parents`]),
      ...(place === before ? [`${group} got the build of ${source} twice`] : []),
      ...(place < before ? [`${group} got the build of ${source} after a newer one`] : []),
      ...foreign.map((path) => `${oid} changed "${path}", which is not its own`),
    ]
  })
}

/** Everything on `main` but the first commit, the oldest first. */
async function readHistory(bare: string): Promise<Release[]> {
  const keys = ['Environment', 'Workspace', 'Source']
  const trailers = keys.map((key) => `%(trailers:key=Slipway-${key},valueonly,separator=%x20)`)
  const format = `--format=%x00${['%H', '%p', ...trailers].join('%x09')}`
  const text = await git(bare, ['log', '--reverse', '--name-only', format, 'main'])
  const records = text.split('\0').slice(2)
  return records.map((record) => {
    const [head = '', ...paths] = record.split('\n').filter(Boolean)
    const [oid = '', parents = '', environment = '', workspace = '', source = ''] = head.split('\t')
    return { oid, parents: parents.split(' ').length, environment, workspace, source, paths }
  })
}
