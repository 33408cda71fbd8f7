/** What a registry takes as proof of who asks: a name and password, or a token for its token service. */
export type Credentials = { username: string; password: string } | { identityToken: string }
