import { median } from '../figures/median.ts'
import { runCommand, runLibrary, runOwnCommand, type Programs } from './programs.ts'
import { runProgram } from './run-program.ts'
import { repeat } from './repeat.ts'
import { faster, type Figure, type Section } from './table.ts'

/** One folder from the command line by both commands, whole process against whole process. */
export function measureCommandLine(
  programs: Programs,
  { title, folder, rounds }: { title: string; folder: string; rounds: number },
): Section {
  if (runOwnCommand(programs, folder).stdout !== runCommand(programs, [folder]).stdout)
    throw new Error(`Cannot compare: kustomize-ts prints other bytes for ${folder} than the command`)
  const command = median(repeat(rounds, () => runCommand(programs, [folder]).milliseconds))
  const own = median(repeat(rounds, () => runOwnCommand(programs, folder).milliseconds))
  const ratio = faster(own, command, 'the command')
  return {
    title,
    figures: [
      { name: 'kustomize', value: command, unit: 'ms' },
      { name: 'kustomize-ts, command', value: own, unit: 'ms', ratio },
      ...inProcess(programs, { folder, rounds, command }),
    ],
  }
}

function inProcess(
  programs: Programs,
  { folder, rounds, command }: { folder: string; rounds: number; command: number },
): Figure[] {
  const { cold, warm, peak } = runLibrary(programs, { folders: [folder], rounds })
  const compared = (name: string, value: number): Figure => {
    return { name: `kustomize-ts, ${name}`, value, unit: 'ms', ratio: faster(value, command, 'the command') }
  }
  return [
    compared('in process, the first time', cold),
    compared('in process, warm', median(warm)),
    { name: `kustomize-ts, peak memory of ${rounds + 1} renders`, value: peak, unit: 'MB' },
  ]
}

/** How long Node takes to start and end: what no command of ours can be below. */
export function measureStart(rounds: number): Section {
  const start = median(repeat(rounds, () => runProgram(process.execPath, ['--eval', '0']).milliseconds))
  return { title: 'Node itself', figures: [{ name: 'start and end', value: start, unit: 'ms' }] }
}
