/** Edits of kustomizations that keep comments, quotes, order and line ends: the verbs of `kustomize edit`. */
export { editText } from './edit-text.ts'
export type { Edit, EditedText } from './edit-text.ts'
export { editFolder } from './folder/edit-folder.ts'
export type { EditedFolder, EditFolderOptions } from './folder/edit-folder.ts'
export { diskFiles } from './folder/disk-files.ts'
export type { FolderFiles } from './folder/folder-files.ts'

// Lists of paths
export { addBase } from './base.ts'
export { addComponent, removeComponent } from './component.ts'
export { addConfiguration } from './configuration.ts'
export { addGenerator } from './generator.ts'
export { addResource, removeResource } from './resource.ts'
export type { AddResourceOptions } from './resource.ts'
export { addTransformer, removeTransformer } from './transformer.ts'

// Fields
export { addAnnotation, removeAnnotation, setAnnotation } from './annotation.ts'
export type { RemoveOptions } from './annotation.ts'
export { addBuildMetadata, removeBuildMetadata, setBuildMetadata } from './build-metadata.ts'
export { addLabel, removeLabel, setLabel } from './label.ts'
export type { AddLabelOptions } from './label.ts'
export { setNamePrefix } from './name-prefix.ts'
export { setNameSuffix } from './name-suffix.ts'
export { setNamespace } from './namespace.ts'

// What is deprecated
export { fixKustomization } from './fix.ts'
export type { FixOptions } from './fix.ts'
export type { NamedFile } from './fix/named-file.ts'

// Entries
export { addConfigMap, removeConfigMap, setConfigMap } from './config-map.ts'
export type { ConfigMapAddition } from './config-map.ts'
export { parseImage, setImages } from './image.ts'
export type { ImageChange } from './image.ts'
export { addPatch, removePatch } from './patch.ts'
export type { PatchChange, PatchTarget } from './patch.ts'
export { parseReplicas, setReplicas } from './replicas.ts'
export type { ReplicaCount } from './replicas.ts'
export { addSecret, removeSecret, setSecret } from './secret.ts'
export type { SecretAddition } from './secret.ts'
export type { EntryName, EntryUpdate, Sources } from './generated.ts'

// Edits of any YAML text, and of images alone
export { addListItem } from './add-list-item.ts'
export { readImages } from './read-images.ts'
export { replaceValues } from './replace-values.ts'
export { setImage } from './set-image.ts'
export type { ImageEntry } from './image-entry.ts'
export type { Item } from './item.ts'
