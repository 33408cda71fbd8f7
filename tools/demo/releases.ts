import type { Scene } from './scene.ts'

const file = 'apps/orders/src/app.ts'
const branch = 'promote/production/orders'

/** Plays a day of releases: promotion by review, a bad release, the way back, a hold, and the way on. */
export async function tellReleases(scene: Scene): Promise<void> {
  await promoteByReview(scene)
  await releaseSomethingBad(scene)
  await rollBack(scene)
  await goOn(scene)
}

async function promoteByReview({ narrator, run, change }: Scene): Promise<void> {
  narrator.chapter('To production by review: the digest that staging runs, as a branch')
  narrator.show(await run('slipway', 'promote', 'orders', '--to', 'production', `--branch=${branch}`), 60)
  narrator.say('   The review is approved, and merged as any other:')
  await run('git', 'fetch', '--quiet')
  await run('git', 'merge', '--quiet', '--ff-only', `origin/${branch}`)
  await run('git', 'push', '--quiet', 'origin', 'HEAD:main', `:refs/heads/${branch}`)
  narrator.say('   The same again: nothing to do, and no commit')
  narrator.show(await change('promote', 'orders', '--to', 'production'))
}

async function releaseSomethingBad(scene: Scene): Promise<void> {
  const { narrator, change } = scene
  narrator.chapter('A bad release gets as far as production')
  await scene.replace(file, "'Welcome'", "'Wellcome'")
  await scene.commit('Greet whoever asks for orders')
  narrator.show(await scene.release())
  narrator.show(await change('promote', 'orders', '--to', 'production'))
}

async function rollBack({ narrator, run, refused, change }: Scene): Promise<void> {
  narrator.chapter('Back at once, as a commit, and held: nothing deploys over it')
  narrator.show(
    await change('rollback', 'orders', '--env', 'production', '--reason', 'The greeting is wrong'),
  )
  narrator.show(await run('git', 'show', '--format=%B', '--unified=0', 'HEAD'), 40)
  narrator.show(await refused('slipway', 'promote', 'orders', '--to', 'production'))
  narrator.show(await run('slipway', 'status'))
}

async function goOn(scene: Scene): Promise<void> {
  const { narrator, run, change } = scene
  narrator.chapter('The fix goes through staging, the hold ends, production gets what was tested')
  await scene.replace(file, "'Wellcome'", "'Welcome!'")
  await scene.commit('Spell the greeting')
  narrator.show(await scene.release())
  narrator.show(await change('resume', 'orders', '--env', 'production'))
  narrator.show(await change('promote', 'orders', '--to', 'production'))
  narrator.show(await run('slipway', 'history', 'orders', '--env', 'production'))
}
