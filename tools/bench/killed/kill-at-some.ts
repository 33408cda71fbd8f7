import { findPoints, killAt, type Point, type Situation } from './kill-at.ts'

/** What came of it: kills, calls of Git that the command makes, and a line for each thing that is wrong. */
export interface KillReport {
  readonly points: number
  readonly calls: number
  readonly wrong: readonly string[]
}

/** Kills a command at those of its points that are chosen by their place among all of them, two at a time. */
export async function killAtSome(
  situation: Situation,
  choose: (index: number, all: number) => boolean,
  signal?: AbortSignal,
): Promise<KillReport> {
  const all = await findPoints(situation)
  const chosen = all.filter((_, index) => choose(index, all.length))
  const waiting = [...chosen]
  const wrong: string[] = []
  const work = async () => {
    for (let point: Point | undefined = waiting.pop(); point; point = waiting.pop()) {
      signal?.throwIfAborted()
      wrong.push(...(await killAt(situation, point)))
    }
  }
  await Promise.all([work(), work()])
  return { points: chosen.length, calls: Math.max(...all.map(({ call }) => call)), wrong }
}
