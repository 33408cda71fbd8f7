/** Lockfiles of other package managers than npm, which are not taken apart: any edit of one may change any image. */
export const otherLockfiles: readonly string[] = ['pnpm-lock.yaml', 'yarn.lock', 'bun.lock', 'bun.lockb']
