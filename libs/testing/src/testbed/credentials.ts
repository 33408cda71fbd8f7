import { KubeConfig } from '@kubernetes/client-node'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'

/** Writes `sa.key` and `sa.pub`, with which the control plane signs and checks service accounts' tokens. */
export async function writeServiceAccountKeys(directory: string): Promise<void> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'sec1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  await writeFile(path.join(directory, 'sa.key'), privateKey, { mode: 0o600 })
  await writeFile(path.join(directory, 'sa.pub'), publicKey)
}

/** Writes `tokens.csv` with a new administrator's token, and gives the token. */
export async function writeToken(directory: string): Promise<string> {
  const token = randomBytes(16).toString('hex')
  await writeFile(path.join(directory, 'tokens.csv'), `${token},admin,1,"system:masters"\n`, { mode: 0o600 })
  return token
}

/** Access to an API server on loopback, whose certificate nobody signed, by a bearer token. */
export function kubeconfigFor(server: string, token: string): KubeConfig {
  const config = new KubeConfig()
  config.loadFromClusterAndUser({ name: 'testbed', server, skipTLSVerify: true }, { name: 'admin', token })
  return config
}
