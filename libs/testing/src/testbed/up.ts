// Starts a control plane, with --argocd also Argo CD, prints the path of a kubeconfig, and stops it all when interrupted.
import { once } from 'node:events'
import { startArgoCd } from './argo-cd.ts'
import { startControlPlane } from './control-plane.ts'

// Signals alone do not keep Node running.
const running = setInterval(() => {}, 2 ** 30)
const interrupted = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
const controlPlane = await startControlPlane()
try {
  if (process.argv.includes('--argocd')) await startArgoCd(controlPlane)
  console.log(controlPlane.kubeconfig)
  await interrupted
} finally {
  clearInterval(running)
  await controlPlane.stop()
}
