import type { Random } from './random.ts'

/** Names that resources have, few enough that references hit. */
export const names = ['web', 'api', 'db', 'settings', 'creds'] as const

/** Namespaces; undefined is likely. */
export const namespaces = ['prod', 'default', 'other', '"123"', 'kube-system'] as const

export const imageNames = [
  'nginx',
  'busybox',
  'ghcr.io/x/y',
  'localhost:5000/z',
  'postgres',
  'nginx-x',
] as const

const images = [
  'nginx',
  'nginx:1.25',
  'nginx:latest',
  'busybox@sha256:aaaabbbbccccddddeeeeffff00001111aaaabbbbccccddddeeeeffff00001111',
  'ghcr.io/x/y:v1',
  'ghcr.io/x/y:v1@sha256:aaaabbbbccccddddeeeeffff00001111aaaabbbbccccddddeeeeffff00001111',
  'localhost:5000/z',
  'localhost:5000/z:2',
  'postgres:"1"',
  'docker.io/nginx:1',
  'nginx-x:1',
  '"nginx:$(VERSION)"',
]

export const labelKeys = ['app', 'tier', 'app.kubernetes.io/name', '"example.com/a.b"', 'env'] as const

const plainValues = [
  'web',
  'api',
  'a-b',
  'x1',
  'v1.2',
  '"true"',
  '"1"',
  "'no'",
  '""',
  '"1e3"',
  '"0x1"',
  'A_b',
]

export function imageText(random: Random): string {
  return random.pick(images)
}

/** A map of labels or annotations. */
export function pairs(random: Random, most = 3): Record<string, string> {
  if (random.chance(0.01)) return { '"1"': 'a key that is a number without its quotes' }
  return Object.fromEntries(random.some(labelKeys, most).map((key) => [key, random.pick(plainValues)]))
}
