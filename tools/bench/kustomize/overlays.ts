import { createHash } from 'node:crypto'
import { median } from '../figures/median.ts'
import { runCommand, runGoLibrary, runLeakTest, runLibrary, type Programs } from './programs.ts'
import { changedFile } from './repository.ts'
import { repeat } from './repeat.ts'
import { faster, type Figure, type Section } from './table.ts'

/** Renders all overlays by each program, after it made sure that all give the same bytes. */
export function measureOverlays(programs: Programs, folders: readonly string[], rounds: number): Section {
  requireSame(programs, folders)
  const command = median(repeat(rounds, () => runCommand(programs, folders).milliseconds))
  const go = measureGo(programs, folders, rounds)
  const compared = (name: string, value: number): Figure => ({
    name: `kustomize-ts, ${name}`,
    value,
    unit: 'ms',
    ratio: [faster(value, command, 'the command'), faster(value, go.inside, 'the library')].join(' '),
  })
  const cold = repeat(rounds, () => runLibrary(programs, { folders, rounds: 0 }))
  const warm = runLibrary(programs, { folders, rounds, changed: changedFile(folders[0] ?? '') })
  const again = median(warm.again)
  return {
    title: `${folders.length} overlays, the same bytes from all`,
    figures: [
      { name: 'kustomize, a process for each', value: command, unit: 'ms' },
      { name: 'its Go library, in one process', value: go.inside, unit: 'ms' },
      { name: 'its Go library, that whole process', value: go.whole, unit: 'ms' },
      compared('the first time in a process', median(cold.map((report) => report.cold))),
      compared('that whole process, with its start', median(cold.map(({ whole }) => whole))),
      compared('a new session in a warm process', median(warm.warm)),
      compared('again after one file changed', again),
      { name: 'kustomize-ts, that of a warm render', value: (100 * again) / median(warm.warm), unit: '%' },
      { name: 'kustomize-ts, peak memory', value: median(cold.map(({ peak }) => peak)), unit: 'MB' },
      { name: `kustomize-ts, peak memory of ${rounds + 1} renders`, value: warm.peak, unit: 'MB' },
    ],
  }
}

function measureGo({ goLibrary }: Programs, folders: readonly string[], rounds: number) {
  if (goLibrary === undefined) return { inside: undefined, whole: undefined }
  const runs = repeat(rounds, () => runGoLibrary(goLibrary, folders))
  return {
    inside: median(runs.map(({ inside }) => inside)),
    whole: median(runs.map(({ milliseconds }) => milliseconds)),
  }
}

/** Throws unless all programs give the same bytes. */
function requireSame(programs: Programs, folders: readonly string[]): void {
  const wanted = sha256(runCommand(programs, folders).stdout)
  const { hash } = runLibrary(programs, { folders, rounds: 0 })
  if (hash !== wanted) throw new Error('Cannot compare: kustomize-ts gives other bytes than the command')
  const { goLibrary } = programs
  if (goLibrary !== undefined && sha256(runGoLibrary(goLibrary, folders).stdout) !== wanted)
    throw new Error('Cannot compare: the Go library gives other bytes than the command')
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Renders all overlays 50 times in one process: what is in use must not grow. */
export function measureLeak(programs: Programs, folders: readonly string[]): Section {
  const { after10, after50 } = runLeakTest(programs, folders)
  return {
    title: `${folders.length} overlays 50 times in one process`,
    figures: [
      { name: 'memory in use after 10 rounds', value: after10, unit: 'MB' },
      { name: 'memory in use after 50 rounds', value: after50, unit: 'MB' },
    ],
  }
}
