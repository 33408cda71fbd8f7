// Stands between a caller and `git upload-pack`: each question is a call, at which the caller may be killed before it reaches the server,
// when the server has it, or when the caller has the answer.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { PacketMarks } from './packet-marks.ts'

const folder = process.env['SLIPWAY_FAULTS'] ?? ''
const [caller = '', ...args] = process.argv.slice(2)
const [at = '', moment] = readPoint()
const server = spawn('git', args, { stdio: ['pipe', 'pipe', 'inherit'] })
const isKilled = { before: false, during: false, after: false }

const questions = new PacketMarks()
process.stdin.on('data', (chunk: Buffer) => {
  for (const question of questions.take(chunk)) {
    if (count() === Number(at)) isKilled[moment as keyof typeof isKilled] = true
    if (isKilled.before) return kill()
    server.stdin.write(question)
    if (isKilled.during) kill()
  }
})
process.stdin.on('end', () => server.stdin.end(questions.rest))
server.stdin.on('error', () => {})
process.stdout.on('error', () => {})

const answers = new PacketMarks()
server.stdout.on('data', (chunk: Buffer) => {
  for (const answer of answers.take(chunk)) {
    process.stdout.write(answer)
    if (isKilled.after) kill()
  }
})
const [status] = (await once(server, 'close')) as [number | null]
process.stdout.write(answers.rest)
// The last thing that a caller says has no answer but the end.
if (isKilled.after) kill()
process.exitCode = status ?? 1

function readPoint(): string[] {
  try {
    return readFileSync(`${folder}/at`, 'utf8').trim().split(' ')
  } catch {
    return []
  }
}

function count(): number {
  appendFileSync(`${folder}/calls`, '.')
  for (let call = readFileSync(`${folder}/calls`).length; ; call -= 1) {
    try {
      writeFileSync(`${folder}/call-${call}`, '', { flag: 'wx' })
      return call
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

function kill(): void {
  process.kill(Number(caller), 'SIGKILL')
}
