import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { askHealth } from './ask-health.ts'
import type { Narrator } from './narrator.ts'
import { cloneWorkspace, type DemoWorkspace } from './workspace.ts'

/** What the story needs: this workspace, a folder to play in, and somebody to tell it. */
export interface Stage {
  root: string
  folder: string
  narrator: Narrator
}

/** Plays the way of a change from beginning to end; rejects when a step does not give what it promises. */
export async function tellStory({ root, folder, narrator }: Stage): Promise<void> {
  narrator.say(
    `Slipway: from nx generate to a Git commit that Argo CD deploys. All of it happens in ${folder}`,
  )
  const workspace = await cloneWorkspace(root, folder, narrator)
  const scene = createScene(workspace, folder, narrator)
  await generateOrders(scene)
  await publishEverything(scene)
  await publishOneChange(scene)
  await publishNothing(scene)
  await startOrders(scene)
  narrator.say(
    `\nLook around in ${workspace.directory}; every command and its output is in ${path.join(folder, 'demo.log')}`,
  )
}

interface Scene {
  workspace: DemoWorkspace
  narrator: Narrator
  run(program: string, ...args: string[]): Promise<string>
}

function createScene(workspace: DemoWorkspace, folder: string, narrator: Narrator): Scene {
  const env = {
    SLIPWAY_STORE: `oci:${path.join(folder, 'registry')}`,
    NX_DAEMON: 'false',
    PATH: `${path.join(workspace.directory, 'node_modules/.bin')}${path.delimiter}${process.env['PATH']}`,
    NO_COLOR: '1',
  }
  return {
    workspace,
    narrator,
    run: (program, ...args) => narrator.run(workspace.directory, [program, ...args], { env }),
  }
}

async function generateOrders({ narrator, run }: Scene): Promise<void> {
  narrator.chapter('A new service: source, Kustomize base, an overlay per environment, a compose entry')
  await run('nx', 'generate', 'slipway:service', 'orders')
  narrator.show(await run('git', 'status', '--short', '--untracked-files=all'))
  await commit(run, 'Add the service orders')
}

async function publishEverything(scene: Scene): Promise<void> {
  const { narrator, run } = scene
  narrator.chapter('First release to staging: nothing was published before, so everything is affected')
  await run('nx', 'run-many', '--targets=image,push')
  narrator.show(await publish(scene))
  narrator.say('   The commit:')
  narrator.show(await run('git', 'show', '--format=%an  %s', '--patch', '--unified=1', 'HEAD'), 60)
  narrator.say('   What Argo CD finds for orders in staging:')
  narrator.show(await run('slipway', 'render', 'staging/orders'), 100)
}

async function publishOneChange(scene: Scene): Promise<void> {
  const { narrator, run, workspace } = scene
  narrator.chapter('One line of one service: only its image is built, the others keep their digests')
  await editOneLine(workspace)
  narrator.show(await run('git', 'diff', '--unified=0'))
  await commit(run, 'Welcome whoever asks for orders')
  const base = (await run('slipway', 'considered', '--env', 'staging')).trim()
  await run('nx', 'affected', `--base=${base}`, '--targets=image,push')
  narrator.show(await publish(scene))
  narrator.show(await run('git', 'show', '--format=%an  %s', '--stat', 'HEAD'))
}

async function publishNothing(scene: Scene): Promise<void> {
  scene.narrator.chapter('The same again: nothing to do, and no commit')
  scene.narrator.show(await publish(scene))
}

async function startOrders({ narrator, workspace }: Scene): Promise<void> {
  narrator.chapter('The new service runs')
  narrator.show(await askHealth(path.join(workspace.directory, 'apps/orders')))
}

/** Publishes and brings the work tree to the commit that this made; gives what the command printed. */
async function publish({ run }: Scene): Promise<string> {
  const printed = await run('slipway', 'publish', '--env', 'staging')
  await run('git', 'pull', '--quiet', '--ff-only')
  return printed
}

async function commit(run: Scene['run'], message: string): Promise<void> {
  await run('git', 'add', '--all')
  await run('git', 'commit', '--quiet', `--message=${message}`)
  await run('git', 'push', '--quiet')
}

async function editOneLine({ directory }: DemoWorkspace): Promise<void> {
  const file = path.join(directory, 'apps/orders/src/app.ts')
  await writeFile(file, (await readFile(file, 'utf8')).replace("'Hello'", "'Welcome'"))
}
