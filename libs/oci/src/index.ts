// Make an image, or take one over
export { writeImage, type ImageContents, type LayerContents } from './image/write-image.ts'
export { writeIndex, type IndexContents } from './image/write-index.ts'
export { chooseImage, readPlatform } from './image/choose-image.ts'
export { readImageSize } from './image/image-size.ts'
export type { StartOptions } from './image/start-options.ts'
export { listFolder } from './layer/list-folder.ts'
export type { Access, LayerFile } from './layer/layer-file.ts'
export { localBase, type LocalBaseOptions } from './local-base/local-base.ts'
export { localNginx, type LocalNginxOptions } from './local-base/local-nginx.ts'
export { importDockerSave, type ImportOptions } from './docker/import-docker-save.ts'
export { importOciArchive } from './docker/import-oci-archive.ts'
export { toDockerArchive } from './docker/to-docker-archive.ts'

// Images on disk
export type { ImageInLayout } from './layout/image-in-layout.ts'

// Stores: registries, and layouts that hold many images
export { openStore, type StoreOptions } from './open-store.ts'
export type { ImageStore, PushOptions, PushReport } from './store/image-store.ts'
export type { Artifact, AttachReport } from './referrers/artifact.ts'
export { readArtifact } from './store/read-artifact.ts'
export { parseImageName, parseImageReference, type ImageName } from './store/names.ts'
export type { Patience } from './registry/patience.ts'

// Who asks a registry
export { dockerCredentials, readDockerCredentials } from './credentials/docker-credentials.ts'
export { login, logout, type Kept, type Login } from './credentials/login.ts'
export type { Credentials, CredentialSource } from './registry/credentials.ts'

// What images consist of
export { canonicalJson } from './spec/canonical-json.ts'
export { isDigest, parseDigest, type Digest } from './digest/digest.ts'
export type { Descriptor, ImageIndex, Manifest } from './spec/manifest.ts'
export { fits as fitsPlatform, linuxOn, parsePlatform, platformName, type Platform } from './spec/platform.ts'

export { OciError, type OciErrorCode } from './oci-error.ts'
