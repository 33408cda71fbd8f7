export { buildImage, type ImageBuild } from './build-image.ts'
export { useBuildKit, useBuildx, type BuildxEnvironment } from './buildx.ts'
export { composeProject, type ComposeProject } from './compose.ts'
export { docker } from './docker.ts'
export { goImage } from './go-image.ts'
export { nodeImage } from './node-image.ts'
export { pythonImage } from './python-image.ts'
export { RestrictedContainer } from './restricted-container.ts'
export {
  GenericContainer,
  Network,
  Wait,
  type StartedNetwork,
  type StartedTestContainer,
} from 'testcontainers'
