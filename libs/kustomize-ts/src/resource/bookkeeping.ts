/** How a generated resource meets one of the same id. */
export type Behavior = 'unspecified' | 'create' | 'replace' | 'merge'

/** What Kustomize keeps in annotations while it works, and what is gone from the result. */
export interface Bookkeeping {
  previousNames: string[]
  previousNamespaces: string[]
  previousKinds: string[]
  prefixes: string[]
  suffixes: string[]
  behavior: Behavior
  isGenerated: boolean
  needsHash: boolean
  allowNameChange: boolean
  allowKindChange: boolean
}

/** Bookkeeping of a resource that nothing has touched. */
export function emptyBookkeeping(): Bookkeeping {
  return {
    previousNames: [],
    previousNamespaces: [],
    previousKinds: [],
    prefixes: [],
    suffixes: [],
    behavior: 'unspecified',
    isGenerated: false,
    needsHash: false,
    allowNameChange: false,
    allowKindChange: false,
  }
}

/** A copy that shares nothing. */
export function copyBookkeeping(state: Bookkeeping): Bookkeeping {
  return {
    ...state,
    previousNames: [...state.previousNames],
    previousNamespaces: [...state.previousNamespaces],
    previousKinds: [...state.previousKinds],
    prefixes: [...state.prefixes],
    suffixes: [...state.suffixes],
  }
}
