import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { open, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { findProgram } from '../requirements/program-path.ts'
import { TestbedError } from './testbed-error.ts'

/** What to start: a program in the testbed or on PATH, its arguments, and what its environment has besides ours. */
export interface ProgramStart {
  name: string
  arguments?: string[]
  /** Each as `--name=value`, after the arguments. */
  flags?: Record<string, string | number | boolean>
  environment?: Record<string, string>
}

/** What to wait for, in words, and for how long. */
export interface Wait {
  what: string
  seconds: number
}

const pollMilliseconds = 40

/** Programs that live and end together; their data and logs (`<name>.log`) lie in one folder, which ends with them. */
export class ProgramGroup {
  readonly directory: string
  readonly #running = new Map<string, ChildProcess>()

  constructor(directory: string) {
    this.directory = directory
  }

  /** Starts a program in the group's folder; throws `program-missing` when there is none of that name. */
  async start(program: ProgramStart): Promise<void> {
    const { name, arguments: first = [], flags = {} } = program
    const rest = Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`)
    const [file, ...args] = dyingWithUs([findExecutable(name), ...first, ...rest])
    const log = await open(this.#log(name), 'w')
    const child = spawn(file, args, {
      cwd: this.directory,
      env: { ...process.env, ...program.environment },
      stdio: ['ignore', log.fd, log.fd],
      detached: true,
    })
    this.#running.set(name, child)
    await once(child, 'spawn')
    await log.close()
  }

  /**
   * Asks `attempt` again until it gives something, and gives that. Throws `program-ended` as soon as a program of the group
   * has ended, and `deadline-passed` with the last failure as its cause.
   */
  async until<T>(wait: Wait, attempt: () => Promise<T | undefined>): Promise<T> {
    const deadline = performance.now() + wait.seconds * 1000
    for (let failure: unknown; ;) {
      const value = await attempt().catch((error: unknown) => void (failure = error))
      if (value !== undefined) return value
      await this.#checkAlive(wait)
      if (performance.now() > deadline) throw await this.#late(wait, failure)
      await setTimeout(pollMilliseconds)
    }
  }

  /** The process ids of the programs that run. */
  pids(): number[] {
    return [...this.#running.values()].filter(isAlive).flatMap(({ pid }) => pid ?? [])
  }

  /** Kills one program with SIGKILL and waits until it is gone; it can be started again. */
  async kill(name: string): Promise<void> {
    const child = this.#running.get(name)
    if (child) await kill(child)
    this.#running.delete(name)
  }

  /** Kills every program with all its children, waits until they are gone, and removes the folder. */
  async stop(): Promise<void> {
    await Promise.all([...this.#running.values()].map(kill))
    this.#running.clear()
    await rm(this.directory, { recursive: true, force: true, maxRetries: 5 })
  }

  async #checkAlive({ what }: Wait): Promise<void> {
    for (const [name, child] of this.#running) {
      if (isAlive(child)) continue
      const found = child.signalCode ?? `exit status ${child.exitCode}`
      const said = await this.lastWords(name)
      throw new TestbedError('program-ended', `"${name}" ended while waiting for ${what}: ${found}\n${said}`)
    }
  }

  async #late({ what, seconds }: Wait, cause: unknown): Promise<TestbedError> {
    const said = await Promise.all(
      [...this.#running.keys()].map(async (name) => `${name}: ${await this.lastWords(name)}`),
    )
    const message = `Waited ${seconds} s for ${what} in vain\n${said.join('\n')}`
    return new TestbedError('deadline-passed', message, { cause })
  }

  /** The last five lines that a program wrote. */
  async lastWords(name: string): Promise<string> {
    return (await readFile(this.#log(name), 'utf8')).trimEnd().split('\n').slice(-5).join('\n')
  }

  #log(name: string): string {
    return path.join(this.directory, `${name}.log`)
  }
}

/**
 * The kernel kills what `setpriv --pdeathsig` started when its parent ends, however that ends: no interrupt, crash
 * or SIGKILL of a test run leaves a control plane behind. Where there is no setpriv, only `stop()` does it.
 */
function dyingWithUs(command: [string, ...string[]]): [string, ...string[]] {
  const setpriv = findProgram('setpriv')
  return setpriv ? [setpriv, '--pdeathsig', 'KILL', '--', ...command] : command
}

function findExecutable(name: string): string {
  const found = findProgram(name)
  if (found) return found
  const wanted = 'wanted it in the folder SLIPWAY_TESTBED (tools/testbed/build.sh makes it) or on PATH'
  throw new TestbedError('program-missing', `Cannot find the program "${name}": ${wanted}`)
}

function isAlive(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null
}

// At once and with SIGKILL: nothing that the programs hold outlives the test.
async function kill(child: ChildProcess): Promise<void> {
  if (!isAlive(child) || child.pid === undefined) return
  const gone = once(child, 'exit')
  process.kill(-child.pid, 'SIGKILL')
  await gone
}
