/** What a registry takes as proof of who asks: a name and password, or a token for its token service. */
export type Credentials = { username: string; password: string } | { identityToken: string }

/** Where credentials come from; asked once a registry wants some, and not before. */
export interface CredentialSource {
  find(host: string, signal?: AbortSignal): Promise<Credentials | undefined>
  /** The file to look into when a registry refuses what was found, or nothing was. */
  file?: string
}
