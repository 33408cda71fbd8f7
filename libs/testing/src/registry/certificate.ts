import { execa } from 'execa'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { programPath } from '../requirements/program-path.ts'

/** A key and a certificate that it signed itself, as files and as text. */
export interface Certificate {
  keyFile: string
  certificateFile: string
  key: string
  certificate: string
}

/** Makes a certificate for an address of this machine that is its own authority. */
export async function makeCertificate(directory: string, address = '127.0.0.1'): Promise<Certificate> {
  const [keyFile, certificateFile] = [
    path.join(directory, 'key.pem'),
    path.join(directory, 'certificate.pem'),
  ]
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  const names = ['-subj', '/CN=test', '-addext', `subjectAltName=IP:${address}`]
  const files = ['-keyout', keyFile, '-out', certificateFile]
  await execa(programPath('openssl'), ['req', '-x509', '-days', '2', ...curve, ...names, ...files])
  const [key, certificate] = await Promise.all(
    [keyFile, certificateFile].map((file) => readFile(file, 'utf8')),
  )
  return { keyFile, certificateFile, key: key ?? '', certificate: certificate ?? '' }
}
