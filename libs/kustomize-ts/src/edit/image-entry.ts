/** One entry of a kustomization's `images`; what it does not say is left out. */
export interface ImageEntry {
  /** The image as the resources name it. */
  name: string
  newName?: string
  newTag?: string
  digest?: string
}
