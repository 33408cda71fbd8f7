import { fail } from '../kustomize-error.ts'
import type { Position } from '../problem.ts'

/** A variable: its name and the field that has its value. */
export interface Variable {
  readonly name: string
  readonly fieldPath: string
  /** Where it is declared. */
  readonly position: Position
}

/** The variables of an accumulation, each name once. */
export class VariableSet {
  readonly #variables = new Map<string, Variable>()

  /** The variables, sorted by name. */
  get values(): Variable[] {
    return [...this.#variables.values()].toSorted((left, right) => (left.name < right.name ? -1 : 1))
  }

  /** Adds variables; throws `name-conflict` for a name that is there already. */
  addAll(variables: readonly Variable[]): void {
    for (const variable of variables) {
      if (this.#variables.has(variable.name)) {
        throw fail('name-conflict', `There are two variables with the name "${variable.name}"`)
      }
      this.#variables.set(variable.name, variable)
    }
  }
}
