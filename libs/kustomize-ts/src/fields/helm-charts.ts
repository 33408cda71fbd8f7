import type { Target } from '../target/target.ts'
import { fail } from '../kustomize-error.ts'

const helmFields = ['helmCharts', 'helmChartInflationGenerator'] as const

/** Helm charts are refused: inflating them would need Helm. What holds for all charts does nothing without one. */
export function refuseHelm({ kustomization }: Target): void {
  const field = helmFields.find((name) => (kustomization.fields[name] ?? []).length > 0)
  if (field === undefined) return
  throw fail(
    'unsupported',
    `Cannot inflate "${field}" as that needs Helm: run "helm template", commit its output and list it in "resources"`,
    kustomization.positionOf(field),
  )
}
