import type { GitErrorCode } from '../git-error.ts'

/**
 * What Git's words mean, first match first. Git has one exit status (128) for nearly everything, so its messages, which
 * LC_ALL=C keeps in English, are all there is; those of servers follow no rule and are matched by what the large hosts say.
 */
const meanings: readonly [RegExp, GitErrorCode][] = [
  [/not a git repository|dubious ownership|cannot change to/, 'not-a-repository'],
  [/gpg failed to sign|failed to write commit object|Load key .*:|error: .*ssh-keygen/, 'signing-failed'],
  [/Couldn't load public key|user\.signing[kK]ey needs/, 'signing-failed'],
  [
    /Please tell me who you are|empty ident name|no email was given|unable to auto-detect email/,
    'no-identity',
  ],
  [/Permission denied|Permission to .* denied|Authentication failed/i, 'permission-denied'],
  [/could not read (Username|Password)|Host key verification failed/, 'permission-denied'],
  [
    /returned error: 40[13]|not allowed to (push|pull|upload|download|access)|access denied/i,
    'permission-denied',
  ],
  [
    /Write access to repository not granted|insufficient permission|unable to create temporary|Read-only file system/,
    'permission-denied',
  ],
  [
    /couldn't find remote ref|bad revision|unknown revision|Not a valid (object|commit) name/,
    'unknown-revision',
  ],
  [/Needed a single revision|unadvertised object|not our ref|upload-pack: not our/, 'unknown-revision'],
  [/bad object|not a tree object|unable to read (tree|sha1)|could not get object info/, 'missing-object'],
  [/Could not resolve host|[Cc]ould not connect|[Ff]ailed to connect|unable to connect/, 'unreachable'],
  [/Connection (refused|timed out|reset|closed)|Network is unreachable|No route to host/, 'unreachable'],
  [/hung up|early EOF|timed out|returned error: (404|408|429|5\d\d)|SSL|certificate/, 'unreachable'],
  [/repository .*not found|does not appear to be a git repository|does not exist/, 'unreachable'],
  [/strange (hostname|pathname|port)|transport '.*' not allowed/, 'unreachable'],
  [
    /Could not read from remote repository|Unable to find remote helper|protocol .* not (allowed|supported)/,
    'unreachable',
  ],
]

/** The code for what Git wrote on standard error. */
export function classify(stderr: string): GitErrorCode {
  return meanings.find(([pattern]) => pattern.test(stderr))?.[1] ?? 'failed'
}

/**
 * A sentence that says what was tried and why it failed. Of a repository elsewhere it says first what is wrong in words of
 * its own, as Git's depend on the transport and may hide that.
 */
export function explain(tried: string, code: GitErrorCode, reason: string): string {
  const elsewhere = reasons[code]
  return elsewhere === undefined ? `${tried}: ${reason}` : `${tried}, as ${elsewhere}: ${reason}`
}

const reasons: Partial<Record<GitErrorCode, string>> = {
  unreachable: 'no Git repository answers there',
  'permission-denied': 'access to it was denied',
}

/** The part of Git's words that says what is wrong, in one line. */
export function reasonOf(stderr: string): string {
  const lines = stderr.split('\n').map((line) => line.trim())
  const telling = lines.filter((line) => line !== '' && !saysNothing.test(line))
  const fatal = telling.filter((line) => /^(fatal|error):/.test(line))
  const said = telling
    .filter((line) => line.startsWith('remote: '))
    .map((line) => line.slice('remote: '.length))
  const own = fatal.length > 0 ? fatal : telling.filter((line) => !line.startsWith('remote: '))
  const found = own.map((line) =>
    line.replace(/^(fatal|error): /, '').replace(/^unable to access '[^']*': /, ''),
  )
  return [...said, ...found.slice(0, 2)].join('; ') || 'Git gave no reason'
}

/** What Git adds whatever happened; the reason stands before it. */
const saysNothing =
  /^remote:$|^(fatal: )?Could not read from remote repository\.$|^Please make sure you have the correct access rights$|^and the repository exists\.$/
