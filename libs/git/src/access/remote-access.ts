import type { GitCommand } from '../run/run-git.ts'
import { withoutCredentials } from '../run/without-credentials.ts'

/** A partial clone remembers its remote by name; its URL stays out of the configuration. */
export const remoteName = 'slipway'

/**
 * How one command reaches a URL, which it calls `remoteName`. Git hands the URL of a remote on to programs as an
 * argument, which everybody on the machine can read: a user name and a password in it go by way of the environment.
 */
export function remoteAccess(url: string): Pick<GitCommand, 'config' | 'secretConfig' | 'env'> {
  const { username, password, base, plain } = readUrl(url)
  const config = { [`remote.${remoteName}.url`]: plain }
  const secretConfig = username ? { [`credential.${base}.username`]: username } : {}
  if (password === undefined) return { config, secretConfig }
  return {
    // The empty one forgets the helpers of people's configuration: they would store this password.
    config: { ...config, 'credential.helper': '', [`credential.${base}.helper`]: passwordHelper },
    secretConfig,
    env: { [passwordVariable]: password },
  }
}

const passwordVariable = 'SLIPWAY_GIT_PASSWORD'

/** A shell runs it with an operation of Git's as its argument. */
const passwordHelper = `!f() { printf 'password=%s\\n' "$${passwordVariable}"; }; f`

interface ReadUrl {
  username?: string
  password?: string
  /** The protocol and the host, which the credentials are for. */
  base?: string
  plain: string
}

function readUrl(url: string): ReadUrl {
  const [, protocol, userinfo = '', rest = ''] = /^(https?:\/\/)([^/\s]*)@(.*)$/i.exec(url) ?? []
  // The password of any other protocol is one that Git never uses.
  if (protocol === undefined) return { plain: withoutCredentials(url) }
  const colon = userinfo.indexOf(':')
  const username = decode(colon < 0 ? userinfo : userinfo.slice(0, colon))
  const read = { username, base: protocol + rest.replace(/[/?#].*/, ''), plain: protocol + rest }
  return colon < 0 ? read : { ...read, password: decode(userinfo.slice(colon + 1)) }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
