// Does one command in a process of its own, as a pipeline does, and prints what came of it.
import type { Command } from '../model/command.ts'
import { perform, type Place } from '../model/perform.ts'

const { place, command } = JSON.parse(process.argv[2] ?? '') as { place: Place; command: Command }
process.stdout.write(await perform(place, command))
