import type { LayerFile } from '../layer/layer-file.ts'

/** What a process expects of a root file system besides its program: names of users, name look-ups, folders to write to. */
export const baseFiles: LayerFile[] = [
  {
    path: '/etc/passwd',
    content: `root:x:0:0:root:/root:/sbin/nologin
nonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin
nobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin
`,
  },
  { path: '/etc/group', content: 'root:x:0:\nnonroot:x:65532:\nnogroup:x:65534:\n' },
  { path: '/etc/nsswitch.conf', content: 'passwd: files\ngroup: files\nhosts: files dns\n' },
  { path: '/home/nonroot', directory: true, mode: 0o700, uid: 65_532, gid: 65_532 },
  { path: '/root', directory: true, mode: 0o700 },
  { path: '/tmp', directory: true, mode: 0o1777 },
  { path: '/var/tmp', directory: true, mode: 0o1777 },
]
