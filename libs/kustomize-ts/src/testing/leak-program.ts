// A program that renders 6 overlays 50 times, in new sessions and in one that forgets its overlays, and prints in JSON how many
// megabytes are in use after 10 and after 50 rounds. With the argument `keep` it holds on to the sessions, which is a leak.
import { createBuilder, type Builder } from '../index.ts'
import { configMap, deployment, readerOf } from './render.ts'

const files: Record<string, string> = {
  'part/kustomization.yaml': 'kind: Component\npatches: [{path: p.yaml, target: {kind: Dep.*}}]\n',
  'part/p.yaml': '[{"op": "add", "path": "/spec/replicas", "value": 2}]',
}
const folders = Array.from({ length: 6 }, (_, index) => {
  files[`base${index}/kustomization.yaml`] =
    'resources: [web.yaml]\nlabels: [{pairs: {app: a}, includeSelectors: true}]\nconfigMapGenerator: [{name: made}]\n'
  files[`base${index}/web.yaml`] = `${deployment}---\n${configMap}`
  files[`overlay${index}/kustomization.yaml`] = `resources: [../base${index}]
components: [../part]
namespace: live
images: [{name: nginx.*, newTag: "2"}]
configMapGenerator: [{name: made, behavior: merge, literals: [a=b]}]
`
  return `/repo/overlay${index}`
})

const read = readerOf(files)
const lasting = createBuilder({ read })
const kept: Builder[] = []
let after10 = 0
for (let round = 1; round <= 50; round++) {
  const fresh = createBuilder({ read })
  for (const folder of folders) fresh.build(folder)
  for (const folder of folders) lasting.build(folder)
  lasting.forget(folders.map((folder) => `${folder}/kustomization.yaml`))
  if (process.argv.includes('keep')) kept.push(fresh)
  if (round === 10) after10 = usedMegabytes()
}
process.stdout.write(JSON.stringify({ after10, after50: usedMegabytes(), kept: kept.length }))

function usedMegabytes(): number {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed / 2 ** 20
}
