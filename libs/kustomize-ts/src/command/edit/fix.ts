import { build } from '../../build.ts'
import { fixKustomization } from '../../edit/fix.ts'
import { KustomizeError } from '../../kustomize-error.ts'
import { defineEdit } from './define-edit.ts'

/** `edit fix`: what is deprecated becomes what took its place; then it says whether the folder still renders to the same. */
export const fixVerb = defineEdit({
  about: 'Replaces what is deprecated, and adds apiVersion and kind',
  usage: 'fix',
  examples: ['fix', 'fix --vars'],
  flags: { vars: { type: 'boolean', help: 'make replacements of vars too; writes to resource files' } },
  edit: ({ values }) => fixKustomization({ vars: values.vars ?? false }),
  watch(folder) {
    const before = render(folder)
    return () => compare(before, render(folder))
  },
})

interface Rendered {
  readonly yaml?: string
  readonly message?: string
}

function render(folder: string): Rendered {
  try {
    return { yaml: build(folder).yaml }
  } catch (error) {
    if (error instanceof KustomizeError) return { message: error.message }
    throw error
  }
}

function compare(before: Rendered, after: Rendered): string {
  if (after.message !== undefined)
    return `Warning: the fixed kustomization does not build: ${after.message}\n`
  if (after.yaml === before.yaml) return ''
  return `Warning: the fixed kustomization builds to something else:\n${after.yaml}`
}
