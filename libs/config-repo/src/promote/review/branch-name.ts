import { createHash } from 'node:crypto'
import { ConfigRepoError } from '../../config-repo-error.ts'
import type { PromoteRequest } from '../promote-request.ts'

/** What the names of review branches begin with, unless somebody gives them another name. */
export const reviewPrefix = 'promote/'

const namesShown = 3

/** The review branch of a request; `undefined` when it wants none. Throws `invalid-name`. */
export function branchOf({ branch, location, ...request }: PromoteRequest): string | undefined {
  if (branch === undefined) return undefined
  const name = branch === true ? usualName(request) : branch
  const isRef =
    /^[A-Za-z0-9_][A-Za-z0-9._/+-]*$/.test(name) && !/^refs\/|\.\.|\/\/|\/\.|\.lock(\/|$)|[./]$/.test(name)
  if (isRef && name !== location.branch && name !== 'HEAD') return name
  throw new ConfigRepoError(
    'invalid-name',
    `Cannot name a review branch "${name}": wanted letters, digits, ".", "_", "+", "-" and "/", as in the name of a ref, and not the branch that is deployed`,
  )
}

/** The same for the same request, so that it finds its branch again. */
function usualName({ to, services, release }: Omit<PromoteRequest, 'branch' | 'location'>): string {
  return `${reviewPrefix}${to}/${release ?? describe(services)}`
}

function describe(services: PromoteRequest['services']): string {
  if (typeof services === 'string') return 'all'
  const names = services.map(({ service }) => service).toSorted()
  if (names.length <= namesShown) return names.join('+')
  const hash = createHash('sha256').update(names.join(' ')).digest('hex').slice(0, 8)
  return `${names[0]}+${names.length - 1}-more-${hash}`
}
