import type { ProjectConfiguration } from '@nx/devkit'
import type { ConfigKind, ConfigProject } from './config-projects.ts'
import { writeNotes } from './notes.ts'
import type { Reach } from './read-reach.ts'

/**
 * The Nx project of an overlay, base or component. What it refers to beyond every such project becomes an input: an
 * edit there selects the project, though none owns the file.
 */
export function configNode(
  project: ConfigProject,
  { projects, outside }: Reach,
): Omit<ProjectConfiguration, 'root'> {
  return {
    name: project.name,
    projectType: 'library',
    tags: tagsOf(project),
    metadata: {
      description: descriptions[project.kind](project),
      ...writeNotes({ config: { file: project.file, references: projects } }),
    },
    targets: {
      render: {
        executor: 'slipway:render',
        cache: true,
        inputs: [
          '{projectRoot}/**/*',
          '^{projectRoot}/**/*',
          ...outside.map((path) => `{workspaceRoot}/${path}`),
        ],
        metadata: {
          description: 'Prints the manifests that this folder stands for, as kustomize build does',
          help: { command: 'npx kustomize-ts build --help', example: {} },
        },
      },
    },
  }
}

const descriptions: Record<ConfigKind, (project: ConfigProject) => string> = {
  overlay: ({ subject, environment }) => `What differs for ${subject} in ${environment}`,
  base: ({ subject }) => `What is the same for ${subject} in every environment`,
  component: ({ subject }) => `What overlays opt in to: ${subject}`,
}

function tagsOf({ kind, subject, environment }: ConfigProject): string[] {
  const tags = ['slipway:config', `slipway:${kind}`]
  if (kind !== 'component') tags.push(`service:${subject}`)
  if (environment !== undefined) tags.push(`environment:${environment}`)
  return tags
}
