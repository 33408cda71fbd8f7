import path from 'node:path'
import { askHealth } from './ask-health.ts'
import type { Narrator } from './narrator.ts'
import { tellReleases } from './releases.ts'
import { createScene, type Scene } from './scene.ts'
import { cloneWorkspace } from './workspace.ts'

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
  await tellReleases(scene)
  narrator.say(
    `\nLook around in ${workspace.directory}; every command and its output is in ${path.join(folder, 'demo.log')}`,
  )
}

async function generateOrders(scene: Scene): Promise<void> {
  const { narrator, run } = scene
  narrator.chapter('A new service: source, Kustomize base, an overlay per environment, a compose entry')
  await run('nx', 'generate', 'slipway:service', 'orders')
  narrator.show(await run('git', 'status', '--short', '--untracked-files=all'))
  await scene.commit('Add the service orders')
}

async function publishEverything(scene: Scene): Promise<void> {
  const { narrator, run } = scene
  narrator.chapter('First release to staging: nothing was published before, so everything is affected')
  await run('nx', 'run-many', '--targets=image,push')
  narrator.show(await scene.publish())
  narrator.say('   The commit:')
  narrator.show(await run('git', 'show', '--format=%an  %s', '--patch', '--unified=1', 'HEAD'), 60)
  narrator.say('   What Argo CD finds for orders in staging:')
  narrator.show(await run('slipway', 'render', 'staging/orders'), 100)
}

async function publishOneChange(scene: Scene): Promise<void> {
  const { narrator, run } = scene
  narrator.chapter('One line of one service: only its image is built, the others keep their digests')
  await scene.replace('apps/orders/src/app.ts', "'Hello'", "'Welcome'")
  narrator.show(await run('git', 'diff', '--unified=0'))
  await scene.commit('Welcome whoever asks for orders')
  narrator.show(await scene.release())
  narrator.show(await run('git', 'show', '--format=%an  %s', '--stat', 'HEAD'))
}

async function publishNothing(scene: Scene): Promise<void> {
  scene.narrator.chapter('The same again: nothing to do, and no commit')
  scene.narrator.show(await scene.publish())
}

async function startOrders({ narrator, workspace }: Scene): Promise<void> {
  narrator.chapter('The new service runs')
  narrator.show(await askHealth(path.join(workspace.directory, 'apps/orders')))
}
