import { z } from 'zod'
import { environmentName } from '../names/name.ts'

/** A pattern for the name of a branch or a tag, without what the name of a ref cannot have. */
const pattern = z.string().regex(/^[^\s~^:?[\]\\]+$/, {
  error: 'wanted the name of a branch or tag, with "*" for anything but "/" and "**" for anything',
})

/** The schema of a route: which branch or tag goes where. */
export const routeSchema = z
  .strictObject({
    branch: pattern.optional().describe('Branches that go this way: "main", "release/*"'),
    tag: pattern.optional().describe('Tags that go this way: "v*.*.*"'),
    publish: z
      .array(environmentName)
      .min(1)
      .optional()
      .describe('Environments that their builds are published to'),
    promote: environmentName.optional().describe('Environment that what runs in "from" is promoted to'),
    from: environmentName
      .optional()
      .describe('Environment that is promoted; the one before "promote" when left out'),
  })
  .superRefine(({ branch, tag, publish, promote, from }, context) => {
    const wants = (message: string) => context.addIssue({ code: 'custom', message })
    if ((branch === undefined) === (tag === undefined)) wants('wanted either "branch" or "tag"')
    if ((publish === undefined) === (promote === undefined)) wants('wanted either "publish" or "promote"')
    if (from !== undefined && promote === undefined) wants('wanted "promote" beside "from"')
  })

/** Which branch or tag goes where. */
export type Route = z.output<typeof routeSchema>

/** Says of each environment in the routes that is none, or that cannot be promoted to from there, what is wrong. */
export function refuseStrayRoutes(
  {
    routes = [],
    environments,
  }: { routes?: readonly Route[] | undefined; environments: readonly { name: string }[] },
  context: z.RefinementCtx,
): void {
  const names = environments.map(({ name }) => name)
  for (const [index, { publish = [], promote, from }] of routes.entries()) {
    const found: [string[], string | undefined][] = [
      ...publish.map((name, at): [string[], string] => [['publish', String(at)], name]),
      [['promote'], promote],
      [['from'], from],
    ]
    const wrong = (path: readonly PropertyKey[], message: string) =>
      context.addIssue({ code: 'custom', path: ['routes', index, ...path], message })
    for (const [path, name] of found) {
      if (name !== undefined && !names.includes(name)) wrong(path, `there is no environment "${name}"`)
    }
    if (promote !== undefined && promote === names[0])
      wrong(['promote'], 'wanted an environment with one before it')
  }
}
