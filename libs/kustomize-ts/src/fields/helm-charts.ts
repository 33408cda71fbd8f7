import type { Target } from '../target/target.ts'
import { fail } from '../kustomize-error.ts'

const helmFields = ['helmCharts', 'helmChartInflationGenerator', 'helmGlobals'] as const

/** Helm charts are refused: inflating them would need Helm. */
export function refuseHelm({ kustomization }: Target): void {
  const field = helmFields.find((name) => kustomization.fields[name] !== undefined)
  if (field === undefined) return
  throw fail(
    'unsupported',
    `Cannot inflate "${field}" as that needs Helm: run "helm template", commit its output and list it in "resources"`,
    kustomization.positionOf(field),
  )
}
