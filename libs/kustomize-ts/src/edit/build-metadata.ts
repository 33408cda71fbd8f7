import { fail } from '../kustomize-error.ts'
import type { Edit } from './edit-text.ts'

const known: readonly string[] = ['originAnnotations', 'transformerAnnotations', 'managedByLabel']

/** `add buildmetadata`: options at the end of `buildMetadata`; none may be there already. */
export function addBuildMetadata(options: readonly string[]): Edit {
  requireKnown(options)
  return {
    change(draft) {
      for (const option of options) {
        if (draft.list('buildMetadata').includes(option)) {
          draft.refuse('already-there', `The option "${option}" is in buildMetadata already`)
        }
        draft.append('buildMetadata', option)
      }
    },
  }
}

/** `set buildmetadata`: these options and no others. */
export function setBuildMetadata(options: readonly string[]): Edit {
  requireKnown(options)
  return { change: (draft) => draft.set('buildMetadata', [...options]) }
}

/** `remove buildmetadata`: takes options out; those that are not there are ignored. */
export function removeBuildMetadata(options: readonly string[]): Edit {
  requireKnown(options)
  return { change: (draft) => draft.keep('buildMetadata', (option) => !options.includes(String(option))) }
}

function requireKnown(options: readonly string[]): void {
  const unknown = options.find((option) => !known.includes(option))
  if (unknown === undefined && options.length > 0) return
  const wanted = known.map((option) => `"${option}"`).join(', ')
  throw fail('bad-argument', `An option of buildMetadata must be one of ${wanted}: found "${unknown ?? ''}"`)
}
